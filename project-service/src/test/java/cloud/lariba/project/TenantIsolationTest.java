package cloud.lariba.project;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.testing.TestTokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A project of others is the same as none, on every route, for everybody. */
@ServiceTest
class TenantIsolationTest {

    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String JSON = "application/json";

    private final User owner = User.any();
    private UUID foreign;

    @BeforeEach
    void prepare() {
        foreign = owner.project();
    }

    private final UUID missing = UUID.randomUUID();

    /** A route below {@code /projects/{id}} with a body that is valid there. */
    record Route(String method, String path, String type, String body) {

        Response call(RequestSpecification request, UUID project) {
            if (!body.isEmpty()) {
                request.contentType(type).body(body);
            }
            return request.request(method, "/projects/" + project + path);
        }

        @Override
        public String toString() {
            return method + " /projects/{id}" + path;
        }
    }

    static Stream<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (String flag : List.of("", "?dry_run=true")) {
            routes.add(new Route("PUT", flag, JSON, "{\"name\": \"taken-over\"}"));
            routes.add(new Route("PATCH", flag, MERGE_PATCH, "{\"name\": \"taken-over\"}"));
            routes.add(new Route("DELETE", flag, "", ""));
            routes.add(new Route("POST", "/undelete" + flag, "", ""));
            routes.add(new Route("PUT", "/quota" + flag, JSON, "{\"services\": 0}"));
        }
        routes.add(new Route("DELETE", "?cascade=true", "", ""));
        String member = "/members/" + UUID.randomUUID();
        for (String path : List.of("", "/quota", "/members", "/invitations", "/budget", "/audit-events", "/webhooks")) {
            routes.add(new Route("GET", path, "", ""));
        }
        routes.add(new Route("POST", "/members", JSON, "{\"email\": \"e@example.org\", \"role\": \"owner\"}"));
        routes.add(new Route("PUT", member, JSON, "{\"role\": \"owner\"}"));
        routes.add(new Route("DELETE", member, "", ""));
        routes.add(new Route("POST", "/invitations", JSON, "{}"));
        routes.add(new Route("PUT", "/budget", JSON, "{}"));
        routes.add(new Route("POST", "/webhooks", JSON, "{}"));
        return routes.stream();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aForeignProjectIsAMissingOne(Route route) {
        for (User stranger : List.of(User.any(), User.platformAdmin())) {
            Response toForeign = route.call(stranger.request(), foreign);
            Response toMissing = route.call(stranger.request(), missing);

            assertEquals(404, toForeign.statusCode());
            assertEquals(comparable(toMissing, missing), comparable(toForeign, foreign));
            assertEquals(names(toMissing), names(toForeign));
        }
        owner.get("/projects/{id}", foreign).then().statusCode(200).header("ETag", equalTo("\"0\""));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aTokenIsNeeded(Route route) {
        route.call(given(), foreign)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("code", equalTo("unauthenticated"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aServiceIsNotAUser(Route route) {
        String token = TestTokens.service("cloud", "project");

        route.call(given().header("Authorization", "Bearer " + token), foreign)
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    void listsAndCreationNeedATokenToo() {
        given().get("/projects").then().statusCode(401);
        given().contentType(JSON)
                .body("{\"name\": \"x\"}")
                .post("/projects")
                .then()
                .statusCode(401);
        given().post("/invitations/abc/accept").then().statusCode(401);
    }

    @Test
    void aPlatformAdminListsOnlyOwnProjects() {
        User.platformAdmin().get("/projects?limit=100").then().body("items.size()", equalTo(0));
    }

    @Test
    void whatIsAnnouncedIsSaidToThoseWhoMaySeeTheProject() {
        owner.get("/projects/{id}/budget", foreign)
                .then()
                .statusCode(501)
                .contentType("application/problem+json")
                .body("code", equalTo("not_implemented"));
        owner.request().post("/invitations/abc/accept").then().statusCode(501);
    }

    private static Map<String, Object> comparable(Response answer, UUID project) {
        Map<String, Object> problem = new HashMap<>(answer.<Map<String, Object>>path("$"));
        problem.remove("request_id");
        problem.compute("instance", (k, path) -> String.valueOf(path).replace(project.toString(), "{id}"));
        return problem;
    }

    private static List<String> names(Response answer) {
        return answer.headers().asList().stream()
                .map(header -> header.getName())
                .toList();
    }
}
