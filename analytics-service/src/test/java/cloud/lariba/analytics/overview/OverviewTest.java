package cloud.lariba.analytics.overview;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cloud.lariba.analytics.testing.ProjectServiceStub;
import cloud.lariba.analytics.testing.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OverviewTest {

    private final Tenant tenant = Tenant.owner();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static void operationFinished(Tenant of, UUID id, String state, Instant at) {
        Tenant.event(
                        "cloud.lariba.operation.finished",
                        id,
                        Map.of(
                                "operation_id", id.toString(),
                                "service_id", UUID.randomUUID().toString(),
                                "project_id", of.projectId().toString(),
                                "type", "create",
                                "state", state,
                                "at", at.toString()))
                .statusCode(204);
    }

    private io.restassured.response.ValidatableResponse overview() {
        return tenant.request()
                .queryParam("project_id", tenant.projectId().toString())
                .get("/analytics")
                .then()
                .statusCode(200);
    }

    @Test
    void ofAFreshProjectIsEmpty() {
        overview()
                .body("project_id", equalTo(tenant.projectId().toString()))
                .body("projects", is(1))
                .body("services", is(empty()))
                .body("operations", equalTo(Map.of("succeeded", 0, "failed", 0, "cancelled", 0)))
                .body("usage", is(empty()))
                .body("metrics", is(empty()));
    }

    @Test
    void countsServicesByTypeAndLatestState() {
        tenant.serviceChanged(UUID.randomUUID(), "compute", "running", now.minusSeconds(10));
        tenant.serviceChanged(UUID.randomUUID(), "compute", "running", now.minusSeconds(10));
        UUID stopped = UUID.randomUUID();
        tenant.serviceChanged(stopped, "compute", "running", now.minusSeconds(10));
        tenant.serviceChanged(stopped, "compute", "stopped", now.minusSeconds(5));
        UUID deleted = UUID.randomUUID();
        tenant.serviceChanged(deleted, "storage", "running", now.minusSeconds(10));
        tenant.serviceChanged(deleted, "storage", "deleted", now.minusSeconds(5));

        overview()
                .body(
                        "services",
                        contains(
                                Map.of("type", "compute", "status", "running", "count", 2),
                                Map.of("type", "compute", "status", "stopped", "count", 1)));
    }

    @Test
    void countsThisMonthsOperationsOnceEach() {
        UUID twice = UUID.randomUUID();
        operationFinished(tenant, twice, "succeeded", now);
        operationFinished(tenant, twice, "succeeded", now);
        operationFinished(tenant, UUID.randomUUID(), "failed", now);
        operationFinished(tenant, UUID.randomUUID(), "failed", Instant.parse("2026-01-01T00:00:00Z"));

        overview().body("operations", equalTo(Map.of("succeeded", 1, "failed", 1, "cancelled", 0)));
    }

    @Test
    void addsUpTheUsageOfTheMonthByType() {
        UUID service = UUID.randomUUID();
        tenant.serviceChanged(service, "database", "running", now.minusSeconds(1));
        tenant.serviceChanged(service, "database", "stopped", now);

        // On the first second of a month nothing of it has passed yet.
        overview().body("usage.type", contains("database")).body("usage.seconds", contains("1"));
    }

    @Test
    void showsTheLatestSampleOfEachMetric() {
        tenant.post(tenant.point("cpu.percent", 1, now.minusSeconds(20))).statusCode(202);
        Map<String, Object> newest = tenant.point("cpu.percent", 2, now.minusSeconds(10));
        newest.put("labels", Map.of("host", "a"));
        tenant.post(newest).statusCode(202);
        tenant.post(tenant.point("memory.bytes", 3, now)).statusCode(202);

        overview()
                .body("metrics.metric", contains("memory.bytes", "cpu.percent"))
                .body("metrics.value", contains(3.0f, 2.0f))
                .body("metrics[1].labels", equalTo(Map.of("host", "a")))
                .body("metrics[1].timestamp", equalTo(now.minusSeconds(10).toString()))
                .body("metrics[1].service_id", nullValue());
    }

    @Test
    void withoutAProjectItCoversAllThatTheCallerMayRead() {
        Tenant other = Tenant.owner();
        Tenant foreign = Tenant.owner();
        Tenant billed = Tenant.owner();
        ProjectServiceStub.join(other.projectId(), tenant.userId(), "viewer");
        ProjectServiceStub.join(billed.projectId(), tenant.userId(), "billing");
        tenant.post(tenant.point("mine", 1, now)).statusCode(202);
        other.post(other.point("shared", 1, now)).statusCode(202);
        foreign.post(foreign.point("foreign", 1, now)).statusCode(202);
        billed.post(billed.point("billed", 1, now)).statusCode(202);

        tenant.request()
                .get("/analytics")
                .then()
                .statusCode(200)
                .body("project_id", nullValue())
                .body("projects", is(2))
                .body("metrics.metric", containsInAnyOrder("mine", "shared"))
                .body(
                        "metrics.project_id",
                        containsInAnyOrder(
                                tenant.projectId().toString(), other.projectId().toString()));
    }
}
