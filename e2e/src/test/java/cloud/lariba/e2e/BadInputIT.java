package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.lariba.e2e.Body.Field;
import cloud.lariba.e2e.Route.Access;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Whatever is wrong with a body is said in the documented words, and changes nothing. */
class BadInputIT {

    private static final int MEBIBYTE = 1 << 20;
    /** Ten thousand points need more room than other bodies. */
    private static final int MANY_POINTS = 4 * MEBIBYTE;

    private static final List<String> NOT_JSON =
            List.of("{", "{\"name\": }", "}", "{\"a\":1} {\"b\":2}", "{'name':'x'}", "\u0000", "NaN", "{\"a\":01}");
    private static final List<String> NOT_AN_OBJECT = List.of("[]", "\"text\"", "42", "true", "null", "");
    private static final List<String> NEVER_WRITABLE = List.of(
            "id", "owner_id", "role", "roles", "status", "state", "created_at", "email_verified", "operation_id");

    private static Account owner;
    private static Project project;
    private static Map<String, String> ids;
    private static JsonNode before;

    @BeforeAll
    static void oneOfEach() {
        owner = Account.register();
        project = owner.project();
        Service bucket = project.create("storage").running();
        ids = new HashMap<>(Routes.missingIds());
        ids.put("user_id", owner.id());
        ids.put("project_id", project.id());
        ids.put("service_id", bucket.id());
        before = everything();
    }

    @AfterAll
    static void cleanUp() {
        owner.delete(project.path() + "?cascade=true").expect(202);
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(everything()).isEqualTo(before);
    }

    @TestFactory
    Stream<DynamicTest> malformedJsonIsRefused() {
        return cases(body -> NOT_JSON.stream().map(text -> refused(body, "body " + text, call(body, text), "")));
    }

    @TestFactory
    Stream<DynamicTest> valuesThatAreNoObjectAreRefused() {
        return cases(body ->
                NOT_AN_OBJECT.stream().map(text -> refused(body, "body '" + text + "'", call(body, text), "")));
    }

    @TestFactory
    Stream<DynamicTest> unknownFieldsAreRefused() {
        return cases(body -> Stream.concat(Stream.of("no_such_field", "__proto__", "Name"), NEVER_WRITABLE.stream())
                .map(name -> test(body, "unknown " + name, () -> {
                    ObjectNode changed = Body.with(valid(body), name, Json.parse("\"x\""));
                    JsonNode problem = call(body, changed.toString()).send().problem(400, "unknown_field");
                    assertThat(Json.texts(problem.path("errors"), "pointer")).contains("/" + name);
                })));
    }

    @TestFactory
    Stream<DynamicTest> fieldsOfTheWrongTypeAreRefused() {
        return fields((body, field) -> field.kind().wrongValues().map(value -> {
            String text = Body.with(valid(body), field.name(), value).toString();
            return refused(body, field.name() + " = " + value, call(body, text), "/" + field.name());
        }));
    }

    @TestFactory
    Stream<DynamicTest> overlongTextIsRefused() {
        return fields((body, field) -> field.tooLong().stream().map(value -> {
            String text = Body.with(valid(body), field.name(), value).toString();
            return refused(body, field.name() + " too long", call(body, text), "/" + field.name());
        }));
    }

    @TestFactory
    Stream<DynamicTest> missingFieldsAreNamed() {
        return fields((body, field) -> !field.required()
                ? Stream.of()
                : Stream.of(
                        refused(
                                body,
                                "without " + field.name(),
                                call(
                                        body,
                                        Body.without(valid(body), field.name()).toString()),
                                "/" + field.name()),
                        refused(
                                body,
                                field.name() + " = null",
                                call(
                                        body,
                                        Body.with(valid(body), field.name(), Json.parse("null"))
                                                .toString()),
                                "/" + field.name())));
    }

    @TestFactory
    Stream<DynamicTest> fieldsThatStandTwiceAreRefused() {
        return cases(body -> body.fields().stream().limit(1).map(field -> {
            String text = valid(body).toString();
            String twice = "{\"" + field.name() + "\":" + valid(body).path(field.name()) + "," + text.substring(1);
            return valid(body).has(field.name())
                    ? refused(body, field.name() + " twice", call(body, twice), "")
                    : test(
                            body,
                            "nothing to double",
                            () -> assertThat(field.required()).isFalse());
        }));
    }

    @TestFactory
    Stream<DynamicTest> bytesThatAreNotUtf8AndNestingWithoutEndAreRefused() {
        return cases(body -> Stream.of(
                refused(
                        body,
                        "not UTF-8",
                        call(body)
                                .body(
                                        mediaType(body),
                                        "{\"name\":\"\u00ff\u00fe\"}".getBytes(StandardCharsets.ISO_8859_1)),
                        ""),
                refused(body, "deep arrays", call(body, "[".repeat(10_000)), ""),
                refused(body, "deep objects", call(body, "{\"a\":".repeat(10_000)), ""),
                refused(body, "huge number", call(body, "{\"name\":1e999999999}"), "")));
    }

    @TestFactory
    Stream<DynamicTest> otherMediaTypesAreRefused() {
        return cases(body -> Stream.of("text/plain", "application/x-www-form-urlencoded", "application/xml")
                .map(type -> test(
                        body,
                        type,
                        () -> call(body)
                                .body(type, valid(body).toString())
                                .send()
                                .problem(415, "unsupported_media_type"))));
    }

    @TestFactory
    Stream<DynamicTest> bodiesThatAreTooLargeAreRefused() {
        return cases(body -> Stream.of(test(body, "too large", () -> {
            boolean isMany = body.route().template().equals("/analytics");
            call(body, " ".repeat(isMany ? MANY_POINTS : MEBIBYTE) + valid(body))
                    .send()
                    .problem(413, "content_too_large");
        })));
    }

    private interface Cases {
        Stream<DynamicTest> of(Body body);
    }

    private interface FieldCases {
        Stream<DynamicTest> of(Body body, Field field);
    }

    private static Stream<DynamicTest> cases(Cases cases) {
        return Bodies.all().flatMap(cases::of);
    }

    private static Stream<DynamicTest> fields(FieldCases cases) {
        return Bodies.all().flatMap(body -> body.fields().stream().flatMap(field -> cases.of(body, field)));
    }

    private static DynamicTest test(Body body, String what, Executable check) {
        return DynamicTest.dynamicTest(body.route() + ": " + what, check);
    }

    /** The call must be answered with 400 and, when there is a pointer, name what it points at. */
    private static DynamicTest refused(Body body, String what, Call call, String pointer) {
        return test(body, what, () -> {
            Answer answer = call.send().expect(400);
            JsonNode problem = answer.problem();
            assertThat(problem.path("code").asText()).isIn("malformed_json", "invalid_input", "unknown_field");
            if (!pointer.isEmpty()) {
                assertThat(Json.texts(problem.path("errors"), "pointer"))
                        .as("%s", answer)
                        .anySatisfy(named -> assertThat(named).startsWith(pointer));
                assertThat(Json.texts(problem.path("errors"), "code")).doesNotContain("");
            }
        });
    }

    private static Call call(Body body) {
        Call call = Call.of(body.route().method(), Route.fill(body.route().template(), ids));
        return body.route().access() == Access.OPEN
                ? call
                : call.token(owner.session().access());
    }

    private static Call call(Body body, String text) {
        return call(body).body(mediaType(body), text);
    }

    private static String mediaType(Body body) {
        return body.route().method().equals("PATCH") ? "application/merge-patch+json" : "application/json";
    }

    private static ObjectNode valid(Body body) {
        return (ObjectNode) Json.parse(Route.fill(body.route().body(), ids));
    }

    private static JsonNode everything() {
        return Json.object(
                "user", owner.read("/users/me"),
                "projects", owner.read("/projects?limit=100").path("items"),
                "services", project.services());
    }
}
