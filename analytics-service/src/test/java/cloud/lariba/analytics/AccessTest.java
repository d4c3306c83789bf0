package cloud.lariba.analytics;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.analytics.testing.ProjectServiceStub;
import cloud.lariba.analytics.testing.Tenant;
import cloud.lariba.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reaches what, on every route. */
@QuarkusTest
class AccessTest {

    private static Response ask(String token, String route, UUID project) {
        String[] parts = route.split(" ");
        var request = given().auth().oauth2(token);
        if (parts[0].equals("GET")) {
            return request.get(parts[1].replace("{project}", project.toString()));
        }
        Map<String, Object> point = Map.of(
                "project_id",
                project.toString(),
                "metric",
                "m",
                "value",
                1,
                "timestamp",
                Instant.now().toString());
        return request.contentType("application/json")
                .body(Map.of("points", List.of(point)))
                .post(parts[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /analytics?project_id={project}",
                "GET /analytics?project_id={project}&metric=secret",
                "GET /analytics?project_id={project}&metric=secret&agg=rate&group_by=service_id",
                "GET /analytics/metrics?project_id={project}",
                "GET /analytics/usage?project_id={project}",
                "POST /analytics"
            })
    void aForeignProjectAnswersExactlyAsAMissingOne(String route) {
        Tenant victim = Tenant.owner();
        victim.post(victim.point("secret", 42, Instant.now())).statusCode(202);
        victim.serviceChanged(UUID.randomUUID(), "compute", "running", Instant.now());
        Tenant stranger = Tenant.owner();

        Response foreign = ask(stranger.token(), route, victim.projectId());
        Response missing = ask(stranger.token(), route, UUID.randomUUID());

        assertEquals(404, foreign.statusCode());
        assertEquals(comparable(missing), comparable(foreign));
    }

    private static Map<String, Object> comparable(Response answer) {
        Map<String, Object> body = answer.jsonPath().getMap("");
        body.remove("request_id");
        return body;
    }

    @ParameterizedTest
    @CsvSource({
        "owner,     GET /analytics?project_id={project},          200",
        "admin,     GET /analytics?project_id={project},          200",
        "developer, GET /analytics?project_id={project},          200",
        "viewer,    GET /analytics?project_id={project},          200",
        "billing,   GET /analytics?project_id={project},          403",
        "owner,     GET /analytics?project_id={project}&metric=m, 200",
        "admin,     GET /analytics?project_id={project}&metric=m, 200",
        "developer, GET /analytics?project_id={project}&metric=m, 200",
        "viewer,    GET /analytics?project_id={project}&metric=m, 200",
        "billing,   GET /analytics?project_id={project}&metric=m, 403",
        "viewer,    GET /analytics/metrics?project_id={project},  200",
        "billing,   GET /analytics/metrics?project_id={project},  403",
        "viewer,    GET /analytics/usage?project_id={project},    200",
        "billing,   GET /analytics/usage?project_id={project},    200",
        "owner,     POST /analytics,                              202",
        "admin,     POST /analytics,                              202",
        "developer, POST /analytics,                              202",
        "viewer,    POST /analytics,                              403",
        "billing,   POST /analytics,                              403",
    })
    void aRoleAllowsWhatItIsFor(String role, String route, int status) {
        Tenant member = Tenant.member(role);

        Response answer = ask(member.token(), route, member.projectId());

        assertEquals(status, answer.statusCode(), answer.asString());
    }

    @Test
    void aDeletedProjectIsMissing() {
        UUID project = UUID.randomUUID();
        UUID user = UUID.randomUUID();
        ProjectServiceStub.join(project, user, "owner", "deleted");

        assertEquals(
                404,
                ask(TestTokens.user(user), "GET /analytics?project_id={project}", project)
                        .statusCode());
        assertEquals(404, ask(TestTokens.user(user), "POST /analytics", project).statusCode());
    }

    @Test
    void aPlatformAdministratorSeesNoMoreThanAnyoneElse() {
        Tenant owner = Tenant.owner();

        assertEquals(
                404,
                ask(TestTokens.admin(UUID.randomUUID()), "GET /analytics?project_id={project}", owner.projectId())
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/analytics",
                "/analytics/metrics",
                "/analytics/usage",
                "/analytics/cost",
                "/analytics/forecast",
                "/analytics/export"
            })
    void nobodyGetsInWithoutAUsersToken(String path) {
        given().get(path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("unauthenticated"));
        given().auth()
                .oauth2(TestTokens.service("cloud", "analytics"))
                .get(path)
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/analytics", "/analytics/v1/metrics"})
    void nobodyWritesWithoutAUsersToken(String path) {
        given().contentType("application/json").body("{}").post(path).then().statusCode(401);
        given().auth()
                .oauth2(TestTokens.service("cloud", "analytics"))
                .contentType("application/json")
                .body("{\"points\": []}")
                .post(path)
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /analytics", "PUT, /analytics", "POST, /analytics/metrics", "POST, /analytics/usage"})
    void otherMethodsAreRefused(String method, String path) {
        Tenant tenant = Tenant.owner();

        tenant.request()
                .contentType("application/json")
                .body("{}")
                .request(method, path)
                .then()
                .statusCode(405)
                .header("Allow", containsString("GET"))
                .body("code", equalTo("method_not_allowed"));
    }

    @Test
    void theApiDescriptionHasAllRoutesAndNoInternalOnes() {
        String document = given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        for (String operation : List.of(
                "ingestPoints",
                "queryAnalytics",
                "listMetrics",
                "getUsage",
                "getCost",
                "getForecast",
                "exportUsage",
                "ingestOtlp")) {
            org.hamcrest.MatcherAssert.assertThat(document, containsString("\"" + operation + "\""));
        }
        org.hamcrest.MatcherAssert.assertThat(document, not(containsString("/internal/")));
    }
}
