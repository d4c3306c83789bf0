package cloud.lariba.project;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a problem document that names the mistake, and nothing has changed. */
@ServiceTest
class HostileInputTest {

    private static final String LONG = "x".repeat(1001);

    private final User user = User.any();

    private static ValidatableResponse isProblem(io.restassured.response.Response answer, int status, String code) {
        return answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("type", equalTo("https://lariba.cloud/problems/" + code))
                .body("request_id", matchesPattern("[A-Za-z0-9._-]{1,64}"))
                .body(not(containsString("Exception")))
                .body(not(containsString("cloud.lariba.")))
                .body(not(containsString("java.")));
    }

    private RequestSpecification raw(String type, String body) {
        return user.request()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(type)
                .body(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"name\": }",
                "{\"name\": \"a\"} x",
                "nope",
                "{\"name\": \"a\", \"name\": \"b\"}",
                "\u0000"
            })
    void whatIsNotJsonIsMalformed(String body) {
        UUID id = user.project();

        isProblem(raw("application/json", body).post("/projects"), 400, "malformed_json");
        isProblem(raw("application/json", body).put("/projects/{id}", id), 400, "malformed_json");
        isProblem(raw("application/merge-patch+json", body).patch("/projects/{id}", id), 400, "malformed_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"name\"", "1", "true"})
    void aBodyThatIsNoObjectIsInvalid(String body) {
        UUID id = user.project();

        isProblem(raw("application/json", body).post("/projects"), 400, "invalid_input");
        isProblem(raw("application/json", body).put("/projects/{id}", id), 400, "invalid_input");
        isProblem(raw("application/json", body).put("/projects/{id}/quota", id), 400, "invalid_input");
        isProblem(raw("application/merge-patch+json", body).patch("/projects/{id}", id), 400, "invalid_input");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                  | /name        | required
            {"name": null}                                      | /name        | required
            {"name": ""}                                        | /name        | invalid_format
            {"name": 1}                                         | /name        | invalid_format
            {"name": {}}                                        | /name        | wrong_type
            {"name": ["a"]}                                     | /name        | wrong_type
            {"name": "Upper"}                                   | /name        | invalid_format
            {"name": "1a"}                                      | /name        | invalid_format
            {"name": "a_b"}                                     | /name        | invalid_format
            {"name": "a\\n"}                                    | /name        | invalid_format
            {"name": "ä"}                                       | /name        | invalid_format
            {"name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"} | /name | invalid_format
            {"name": "a", "description": 1}                     | /description | invalid_format
            {"name": "a", "description": "\\u0000"}             | /description | invalid_characters
            {"name": "a", "description": "\\ud800"}             | /description | invalid_characters
            {"name": "a", "labels": []}                         | /labels      | wrong_type
            {"name": "a", "labels": {"k": 1}}                   | /labels/k    | invalid_format
            {"name": "a", "labels": {"k": null}}                | /labels/k    | required
            {"name": "a", "labels": {"k": {}}}                  | /labels/k    | wrong_type
            {"name": "a", "labels": {"K": "v"}}                 | /labels/K    | invalid_format
            {"name": "a", "labels": {"": "v"}}                  | /labels/     | invalid_format
            {"name": "a", "labels": {"a/b": "v"}}               | /labels/a~1b | invalid_format
            {"name": "a", "labels": {"k": "\\u0000"}}           | /labels/k    | invalid_characters
            """)
    void aFieldThatBreaksItsRuleIsNamed(String body, String pointer, String code) {
        UUID id = user.project();

        isProblem(raw("application/json", body).post("/projects"), 400, "invalid_input")
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
        isProblem(raw("application/json", body).put("/projects/{id}", id), 400, "invalid_input")
                .body("errors[0].pointer", equalTo(pointer));
        user.get("/projects").then().body("items.size()", equalTo(1));
    }

    @Test
    void overLongValuesAreRefused() {
        isProblem(
                        raw("application/json", "{\"name\": \"a\", \"description\": \"" + LONG + "\"}")
                                .post("/projects"),
                        400,
                        "invalid_input")
                .body("errors[0].code", equalTo("too_long"));
        isProblem(
                        raw("application/json", "{\"name\": \"a\", \"labels\": {\"k\": \"" + LONG + "\"}}")
                                .post("/projects"),
                        400,
                        "invalid_input")
                .body("errors[0].code", equalTo("too_long"));
        raw("application/json", "{\"name\": \"a\", \"description\": \"" + "x".repeat(1000) + "\"}")
                .post("/projects")
                .then()
                .statusCode(201);
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        isProblem(
                        raw("application/json", "{\"name\": \"A\", \"labels\": {\"A\": \"\", \"B\": \"\"}}")
                                .post("/projects"),
                        400,
                        "invalid_input")
                .body("errors.size()", equalTo(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "owner_id",
                "user_id",
                "role",
                "state",
                "quota",
                "budget",
                "created_at",
                "updated_at",
                "version",
                "operation_id",
                "ownerId",
                "Name",
                "__proto__"
            })
    void whatIsNotWritableIsUnknown(String field) {
        UUID id = user.project();
        String create = "{\"name\": \"" + User.name() + "\", \"" + field + "\": \"x\"}";

        isProblem(raw("application/json", create).post("/projects"), 400, "unknown_field")
                .body("errors[0].pointer", equalTo("/" + field));
        isProblem(raw("application/json", create).put("/projects/{id}", id), 400, "unknown_field");
        isProblem(
                raw("application/merge-patch+json", "{\"" + field + "\": \"x\"}")
                        .patch("/projects/{id}", id),
                400,
                "unknown_field");
        isProblem(
                raw("application/json", "{\"" + field + "\": 1}").put("/projects/{id}/quota", id),
                400,
                "unknown_field");
        user.get("/projects/{id}", id).then().header("ETag", equalTo("\"0\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"services": -1}                     | /services   | out_of_range
            {"services": 1000001}                | /services   | out_of_range
            {"vcpus": 99999999999}               | /vcpus      | out_of_range
            {"memory_gb": 1.5}                   | /memory_gb  | wrong_type
            {"memory_gb": 1e3}                   | /memory_gb  | wrong_type
            {"storage_gb": "5"}                  | /storage_gb | wrong_type
            {"databases": true}                  | /databases  | wrong_type
            {"databases": []}                    | /databases  | wrong_type
            """)
    void aQuotaOutOfRangeIsRefused(String body, String pointer, String code) {
        UUID id = user.project();

        isProblem(raw("application/json", body).put("/projects/{id}/quota", id), 400, "invalid_input")
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", code.equals("wrong_type") ? not(equalTo("")) : equalTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, invalid_input",
        "limit=101, invalid_input",
        "limit=x, invalid_input",
        "limit=99999999999, invalid_input",
        "cursor=x, invalid_cursor",
        "cursor=%00, invalid_cursor",
        "cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, invalid_cursor",
        "state=gone, invalid_input",
        "state=ACTIVE, invalid_input",
        "label=x, invalid_input",
        "label==x, invalid_input",
        "label=K=v, invalid_input",
        "label=k=%00, invalid_input"
    })
    void aBadQueryIsRefused(String query, String code) {
        isProblem(user.request().urlEncodingEnabled(false).get("/projects?" + query), 400, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "TRUE", "", "true,false", "%00"})
    void anUnclearFlagIsNotCarriedOut(String value) {
        UUID id = user.project();

        isProblem(
                user.request().urlEncodingEnabled(false).delete("/projects/" + id + "?dry_run=" + value),
                400,
                "invalid_input");
        isProblem(
                user.request().urlEncodingEnabled(false).delete("/projects/" + id + "?cascade=" + value),
                400,
                "invalid_input");
        user.get("/projects/{id}", id).then().statusCode(200).body("state", equalTo("active"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1",
                "null",
                "00000000-0000-0000-0000-000000000000",
                "1-1-1-1-1",
                "01900000-0000-7000-8000-00000000000G",
                "%27%20or%201=1--",
                "%F0%9F%9A%80"
            })
    void aPathIdThatNamesNothingIsNotFound(String id) {
        isProblem(user.request().urlEncodingEnabled(false).get("/projects/" + id), 404, "not_found");
        isProblem(user.request().urlEncodingEnabled(false).delete("/projects/" + id), 404, "not_found");
        isProblem(user.request().urlEncodingEnabled(false).get("/projects/" + id + "/quota"), 404, "not_found");
        isProblem(user.request().urlEncodingEnabled(false).post("/projects/" + id + "/undelete"), 404, "not_found");
    }

    @Test
    void anIdInCapitalLettersNamesNothing() {
        UUID id = user.project();

        isProblem(user.get("/projects/" + id.toString().toUpperCase(java.util.Locale.ROOT)), 404, "not_found");
    }

    @Test
    void anotherMediaTypeIsNotRead() {
        UUID id = user.project();

        isProblem(raw("text/plain", "{\"name\": \"a\"}").post("/projects"), 415, "unsupported_media_type");
        isProblem(raw("text/plain", "{}").patch("/projects/{id}", id), 415, "unsupported_media_type");
        isProblem(
                raw("application/merge-patch+json", "{\"name\": \"a\"}").put("/projects/{id}", id),
                415,
                "unsupported_media_type");
    }

    @Test
    void otherMethodsAreNotAllowed() {
        isProblem(user.request().delete("/projects"), 405, "method_not_allowed")
                .header("Allow", containsString("POST"));
    }

    @Test
    void anotherRepresentationIsNotAcceptable() {
        isProblem(user.request().accept("image/png").get("/projects"), 406, "not_acceptable");
    }

    @Test
    void aTooLargeBodyIsRefused() {
        String body = "{\"name\": \"a\", \"description\": \"" + "x".repeat(1 << 20) + "\"}";

        isProblem(raw("application/json", body).post("/projects"), 413, "content_too_large");
    }

    @Test
    void deepNestingEndsInAProblem() throws Exception {
        String deep = "{\"labels\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        for (String route : List.of("POST /projects", "PATCH /projects/" + user.project())) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + RestAssured.port + route.substring(route.indexOf('/'))))
                    .header("Authorization", "Bearer " + user.token())
                    .header("Content-Type", "application/json")
                    .method(route.substring(0, route.indexOf(' ')), HttpRequest.BodyPublishers.ofString(deep))
                    .build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

                assertEquals(400, answer.statusCode(), answer.body());
            }
        }
    }
}
