package cloud.lariba.cloud;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.testing.TestTokens;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what: on every route, what belongs to others is as good as missing, and a role permits what it should. */
@ServiceTest
class IsolationTest {

    /** A route with a body that is valid. */
    record Route(String method, String path, String body, String permission) {

        Response call(RequestSpecification request, UUID service, UUID operation, UUID project) {
            String filled = body.replace("{project}", project.toString());
            String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
            RequestSpecification complete =
                    filled.isEmpty() ? request : request.contentType(type).body(filled);
            return complete.request(
                    method,
                    path.replace("{service}", service.toString())
                            .replace("{operation}", operation.toString())
                            .replace("{project}", project.toString()));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Route> routes() {
        return List.of(
                new Route("GET", "/services?project_id={project}", "", "read"),
                new Route(
                        "POST",
                        "/services",
                        "{\"project_id\":\"{project}\",\"name\":\"x\",\"type\":\"storage\",\"plan\":\"standard\"}",
                        "write"),
                new Route("GET", "/services/{service}", "", "read"),
                new Route("PUT", "/services/{service}", "{\"name\":\"x\",\"plan\":\"standard\"}", "write"),
                new Route("PATCH", "/services/{service}", "{\"labels\":{}}", "write"),
                new Route("DELETE", "/services/{service}", "", "write"),
                new Route("POST", "/services/{service}/actions", "{\"type\":\"empty\"}", "write"),
                new Route("GET", "/services/{service}/operations", "", "read"),
                new Route("GET", "/services/{service}/events", "", "read"),
                new Route("POST", "/services/{service}/credentials", "", "write"),
                new Route("POST", "/services/{service}/credentials/rotate", "", "write"),
                new Route("POST", "/services/{service}/presigned-urls", "{\"method\":\"GET\",\"key\":\"k\"}", "write"),
                new Route("GET", "/services/{service}/backups", "", "read"),
                new Route("POST", "/services/{service}/backups", "{}", "write"),
                new Route("POST", "/services/{service}/backups/{service}/restore", "", "write"),
                new Route("DELETE", "/services/{service}/backups/{service}", "", "write"),
                new Route("GET", "/operations/{operation}", "", "read"),
                new Route("POST", "/operations/{operation}/cancel", "", "write"),
                new Route("GET", "/events?project_id={project}", "", "read"),
                new Route("GET", "/events/stream?project_id={project}", "", "stream"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void whatBelongsToOthersIsAsGoodAsMissing(Route route) {
        Tenant owner = Tenant.owner();
        Tenant stranger = Tenant.owner();
        Tenant.Asked bucket = owner.running("storage");
        String before = owner.get(bucket.path()).asString();

        Response foreign = route.call(stranger.request(), bucket.id(), bucket.operationId(), owner.projectId());
        Response missing = route.call(stranger.request(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

        assertEquals(404, foreign.statusCode());
        assertEquals(comparable(missing), comparable(foreign));
        assertEquals(headers(missing), headers(foreign));
        assertEquals(before, owner.get(bucket.path()).asString());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void nobodyGetsInWithoutAUsersToken(Route route) {
        UUID id = UUID.randomUUID();

        route.call(RestAssured.given(), id, id, id).then().statusCode(401).header("WWW-Authenticate", "Bearer");
        route.call(
                        RestAssured.given().header("Authorization", "Bearer " + TestTokens.service("project", "cloud")),
                        id,
                        id,
                        id)
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aViewerReadsAndNothingElse(Route route) {
        Tenant owner = Tenant.owner();
        Tenant.Asked bucket = owner.running("storage");

        Response answer =
                switch (route.permission()) {
                    case "stream" -> null;
                    default ->
                        route.call(
                                owner.colleague("viewer").request(),
                                bucket.id(),
                                bucket.operationId(),
                                owner.projectId());
                };

        if (answer != null && route.permission().equals("write")) {
            answer.then().statusCode(403).body("code", equalTo("forbidden"));
        } else if (answer != null) {
            assertEquals(true, answer.statusCode() == 200 || answer.statusCode() == 422);
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void billingSeesNothingHere(Route route) {
        Tenant owner = Tenant.owner();
        Tenant.Asked bucket = owner.running("storage");

        route.call(owner.colleague("billing").request(), bucket.id(), bucket.operationId(), owner.projectId())
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({"developer", "admin", "owner"})
    void thoseWhoWorkWithServicesMay(String role) {
        Tenant owner = Tenant.owner();
        Tenant.Asked bucket = owner.running("storage");
        Tenant colleague = owner.colleague(role);

        colleague.ask("storage");
        colleague.request().post(bucket.path() + "/credentials").then().statusCode(200);
        colleague
                .patch(bucket.path(), Map.of("labels", Map.of("by", role)))
                .then()
                .statusCode(200);
        colleague.delete(bucket.path()).then().statusCode(202);
    }

    @Test
    void listsShowOnlyWhatIsOnesOwn() {
        Tenant owner = Tenant.owner();
        Tenant stranger = Tenant.owner();
        owner.running("storage");

        stranger.get("/services").then().statusCode(200).body("items", empty());
        stranger.get("/events").then().statusCode(200).body("items", empty());
        owner.colleague("billing").get("/services").then().body("items", empty());
        owner.colleague("viewer").get("/services").then().body("items.size()", equalTo(1));
    }

    @Test
    void aRoleThatIsTakenAwayIsGoneWithinFiveSeconds() {
        Tenant owner = Tenant.owner();
        Tenant.Asked bucket = owner.running("storage");
        Tenant developer = owner.colleague("developer");
        developer.get(bucket.path()).then().statusCode(200);

        owner.project().role(developer.id(), null);

        await().atMost(Duration.ofSeconds(5))
                .until(() -> developer.get(bucket.path()).statusCode() == 404);
    }

    @Test
    void nobodyIsLetInWhenRolesCannotBeTold() {
        Tenant owner = Tenant.owner();
        Tenant.Asked bucket = owner.running("storage");
        Tenant viewer = owner.colleague("viewer");
        NeighbourStub.failFor(viewer.id());

        viewer.get(bucket.path()).then().statusCode(503).body("code", equalTo("upstream_unavailable"));
        viewer.get("/services").then().statusCode(503);
    }

    @Test
    void adminRoutesAreForPlatformAdministrators() {
        Tenant owner = Tenant.owner();

        owner.get("/admin/orphans").then().statusCode(403);
        RestAssured.given()
                .header("Authorization", "Bearer " + TestTokens.admin(UUID.randomUUID()))
                .get("/admin/orphans")
                .then()
                .statusCode(200);
    }

    @Test
    void aPlatformAdministratorIsAStrangerInProjects() {
        Tenant.Asked bucket = Tenant.owner().running("storage");

        RestAssured.given()
                .header("Authorization", "Bearer " + TestTokens.admin(UUID.randomUUID()))
                .get(bucket.path())
                .then()
                .statusCode(404);
    }

    private static Map<String, Object> comparable(Response answer) {
        Map<String, Object> body = new HashMap<>(answer.jsonPath().getMap(""));
        body.remove("instance");
        body.remove("request_id");
        return body;
    }

    private static List<String> headers(Response answer) {
        return answer.headers().asList().stream().map(h -> h.getName()).sorted().toList();
    }
}
