package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request apart from its body is said in the documented words. */
class BadRequestsIT {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private static Account owner;
    private static Project project;
    private static Service bucket;

    @BeforeAll
    static void oneOfEach() {
        owner = Account.register();
        project = owner.project();
        bucket = project.create("storage").running();
    }

    @AfterAll
    static void cleanUp() {
        owner.delete(project.path() + "?cascade=true").expect(202);
    }

    @TestFactory
    Stream<DynamicTest> methodsThatARouteDoesNotKnowAreRefusedWithThoseItKnows() {
        Map<String, Set<String>> known = new HashMap<>();
        Routes.all()
                .forEach(route -> known.computeIfAbsent(
                                route.template().replaceAll("\\?.*", ""), path -> new TreeSet<>())
                        .add(route.method()));
        return known.entrySet().stream()
                .flatMap(path -> METHODS.stream()
                        .filter(method -> !path.getValue().contains(method))
                        .filter(method -> !path.getKey().equals("/users/me"))
                        .map(method -> DynamicTest.dynamicTest(method + " " + path.getKey(), () -> {
                            Answer answer = Call.of(method, Route.fill(path.getKey(), Routes.missingIds()))
                                    .token(owner.session().access())
                                    .json(Json.object())
                                    .send();
                            answer.problem(405, "method_not_allowed");
                            assertThat(answer.requiredHeader("Allow").split(", *"))
                                    .containsAll(path.getValue())
                                    .doesNotContain(method);
                        })));
    }

    @ParameterizedTest
    @CsvSource({
        "/projects?limit=0, limit",
        "/projects?limit=101, limit",
        "/projects?limit=-1, limit",
        "/projects?limit=ten, limit",
        "/projects?limit=99999999999999999999, limit",
        "/projects?label=novalue, label",
        "/services?limit=0, limit",
        "/services?type=banana, type",
        "/services?status=banana, status",
        "/services?label==x, label",
        "/events?limit=1000, limit",
        "/auth/sessions?limit=0, limit",
        "{operation}?wait=banana, wait",
        "{operation}?wait=-5s, wait",
        "{bucket}/operations?limit=0, limit",
        "{bucket}/events?limit=0, limit",
        "{analytics}&metric=UPPER, metric",
        "{analytics}&metric=cpu&agg=median, agg",
        "{analytics}&metric=cpu&from=yesterday, from",
        "{analytics}&metric=cpu&to=tomorrow, to",
        "{analytics}&metric=cpu&step=0s, step",
        "{analytics}&metric=cpu&step=-1m, step",
        "{analytics}&metric=cpu&step=often, step",
        "{analytics}&metric=cpu&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z, ",
        "/analytics/usage?project_id={project_id}&from=yesterday, from",
        "/analytics/usage?project_id={project_id}&group_by=banana, group_by",
        "/analytics/metrics, project_id",
    })
    void queryParametersThatBreakARuleAreNamed(String target, String parameter) {
        JsonNode problem = owner.get(fill(target)).problem(400, "invalid_input");

        assertThat(Json.texts(problem.path("errors"), "pointer"))
                .anySatisfy(pointer ->
                        assertThat(pointer).startsWith("#query/").contains(parameter == null ? "" : parameter));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/projects/not-an-id",
                "/projects/00000000-0000-0000-0000-00000000000g",
                "/projects/0",
                "/projects/'%20or%201=1",
                "/services/not-an-id",
                "/services/not-an-id/operations",
                "/operations/not-an-id",
                "/users/not-an-id",
                "/service-types/banana",
                "/no-such-route",
                "/projects/x/y/z",
            })
    void pathsThatNameNothingAreNotFound(String target) {
        owner.get(target).problem(404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users/me", "/projects", "/services", "/service-types", "/auth/sessions", "/analytics"})
    void answersThatAreNotJsonCannotBeHad(String path) {
        owner.call("GET", path).header("Accept", "application/xml").send().problem(406, "not_acceptable");
    }

    @Test
    void headersOverSixteenKibibytesAreRefused() {
        Answer answer = owner.call("GET", "/projects")
                .header("X-Large", "a".repeat(20_000))
                .send();

        answer.problem(431, "headers_too_large");
    }

    @Test
    void aRequestIdIsEchoedWhenItIsWellFormedAndMadeOtherwise() {
        Answer echoed =
                Call.of("GET", "/users/me").header("X-Request-Id", "my-id_1.2").send();
        Answer made = Call.of("GET", "/users/me")
                .header("X-Request-Id", "not well formed")
                .send();

        assertThat(echoed.problem().path("request_id").asText()).isEqualTo("my-id_1.2");
        assertThat(made.problem().path("request_id").asText()).isNotEqualTo("not well formed");
        assertThat(owner.get("/projects").requiredHeader("X-Request-Id")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "           ", "password1234", "123456789012"})
    void weakPasswordsAreRefused(String password) {
        JsonNode problem = Call.post(
                        "/auth/register", Json.object("name", "Ada", "email", Names.email(), "password", password))
                .problem(400, "invalid_input");

        assertThat(Json.texts(problem.path("errors"), "pointer")).containsOnly("/password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper", "1digit", "-dash", "under_score", "dot.ted", "ümlaut", "", " "})
    void namesOutsideTheRuleAreRefused(String name) {
        owner.post("/projects", Json.object("name", name)).problem(400, "invalid_input");
        owner.post("/services", project.serviceRequest("storage").put("name", name))
                .problem(400, "invalid_input");
    }

    @Test
    void aNameIsTakenOncePerOwner() {
        owner.post("/projects", Json.object("name", project.name())).problem(409, "name_taken");
        Account.register()
                .post("/projects", Json.object("name", project.name()))
                .expect(201);
    }

    private static String fill(String target) {
        return target.replace(
                        "{operation}",
                        "/operations/" + bucket.latestOperation().path("id").asText())
                .replace("{bucket}", bucket.path())
                .replace("{analytics}", "/analytics?project_id=" + project.id())
                .replace("{project_id}", project.id());
    }
}
