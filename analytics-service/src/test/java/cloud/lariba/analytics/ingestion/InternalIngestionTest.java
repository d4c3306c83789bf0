package cloud.lariba.analytics.ingestion;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.analytics.testing.StoredSamples;
import cloud.lariba.analytics.testing.Tenant;
import cloud.lariba.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InternalIngestionTest {

    private static final String METRIC = "lariba.compute.cpu_percent";

    private final Instant at = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);

    @Test
    void whatThePlatformMeasuredIsReadByTheProject() {
        Tenant tenant = Tenant.member("viewer");
        UUID service = serviceOf(tenant);

        send(TestTokens.service("cloud", "analytics"), List.of(point(tenant, service, 42.5)))
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("rejected", hasSize(0));

        tenant.request()
                .get("/analytics/metrics?project_id=" + tenant.projectId())
                .then()
                .statusCode(200)
                .body("items.name", hasItem(METRIC));
        assertEquals(List.of(42.5), StoredSamples.values(tenant.projectId()));
        assertEquals(List.of(at), StoredSamples.times(tenant.projectId()));
    }

    @Test
    void theSameAgainOverwrites() {
        Tenant tenant = Tenant.owner();
        UUID service = serviceOf(tenant);
        String token = TestTokens.service("cloud", "analytics");

        send(token, List.of(point(tenant, service, 1))).statusCode(202);
        send(token, List.of(point(tenant, service, 2))).statusCode(202).body("accepted", equalTo(1));

        assertEquals(List.of(2.0), StoredSamples.values(tenant.projectId()));
    }

    @Test
    void rulesHoldForThePlatformToo() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> unknown = point(tenant, UUID.randomUUID(), 1);
        Map<String, Object> old = point(tenant, serviceOf(tenant), 1);
        old.put("timestamp", at.minus(8, ChronoUnit.DAYS).toString());

        send(TestTokens.service("cloud", "analytics"), List.of(unknown, old))
                .statusCode(202)
                .body("accepted", equalTo(0))
                .body("rejected.code", contains("unknown_service", "timestamp_too_old"));
    }

    @Test
    void onlyCloudServiceMayWrite() {
        Tenant tenant = Tenant.owner();
        List<Map<String, Object>> points = List.of(point(tenant, serviceOf(tenant), 1));

        send(tenant.token(), points).statusCode(403);
        send(TestTokens.service("project", "analytics"), points).statusCode(403);
        send(TestTokens.service("cloud", "project"), points).statusCode(401);
        given().contentType(ContentType.JSON)
                .body(Map.of("points", points))
                .post("/internal/samples")
                .then()
                .statusCode(401);
    }

    @Test
    void customersStillCannotWriteThePlatformsMetrics() {
        Tenant tenant = Tenant.owner();

        tenant.post(tenant.point(METRIC, 1, at)).statusCode(202).body("rejected.code", contains("reserved_metric"));
    }

    private static UUID serviceOf(Tenant tenant) {
        UUID service = UUID.randomUUID();
        tenant.serviceChanged(service, "compute", "running", Instant.now().minusSeconds(600));
        return service;
    }

    private Map<String, Object> point(Tenant tenant, UUID service, double value) {
        Map<String, Object> point = new HashMap<>(tenant.point(METRIC, value, at));
        point.put("service_id", service.toString());
        return point;
    }

    private static ValidatableResponse send(String token, List<Map<String, Object>> points) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("points", points))
                .post("/internal/samples")
                .then();
    }
}
