package cloud.lariba.analytics.ingestion;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.analytics.testing.StoredSamples;
import cloud.lariba.analytics.testing.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IngestionTest {

    private final Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);

    @Test
    void acceptedPointsAreDurableWhenTheAnswerComes() {
        Tenant tenant = Tenant.owner();

        tenant.post(tenant.point("cpu.percent", 12.5, now))
                .statusCode(202)
                .body("accepted", is(1))
                .body("rejected", is(empty()));

        assertEquals(List.of(12.5), StoredSamples.values(tenant.projectId()));
    }

    @Test
    void aPointWithoutTimestampIsOfNow() {
        Tenant tenant = Tenant.owner();
        Map<String, Object> point = tenant.point("cpu.percent", 1, now);
        point.remove("timestamp");

        tenant.post(point).statusCode(202).body("accepted", is(1));

        Duration age = Duration.between(StoredSamples.times(tenant.projectId()).getFirst(), Instant.now());
        assertEquals(0, age.toMinutes());
    }

    @Test
    void theSameSeriesAndTimeOverwrites() {
        Tenant tenant = Tenant.owner();
        tenant.post(tenant.point("cpu.percent", 1, now)).statusCode(202);

        tenant.post(tenant.point("cpu.percent", 2, now)).statusCode(202).body("accepted", is(1));

        assertEquals(List.of(2.0), StoredSamples.values(tenant.projectId()));
    }

    @Test
    void ofTheSameSeriesAndTimeInOneRequestTheLastWins() {
        Tenant tenant = Tenant.owner();

        tenant.post(List.of(
                        tenant.point("cpu.percent", 1, now),
                        tenant.point("cpu.percent", 9, now),
                        tenant.point("cpu.percent", 3, now)))
                .statusCode(202)
                .body("accepted", is(3));

        assertEquals(List.of(3.0), StoredSamples.values(tenant.projectId()));
    }

    @Test
    void aRequestThatMixesNewAndStoredPointsKeepsBoth() {
        Tenant tenant = Tenant.owner();
        tenant.post(tenant.point("cpu.percent", 1, now.minusSeconds(10))).statusCode(202);

        tenant.post(List.of(
                        tenant.point("cpu.percent", 2, now.minusSeconds(20)),
                        tenant.point("cpu.percent", 3, now.minusSeconds(10)),
                        tenant.point("cpu.percent", 4, now)))
                .statusCode(202);

        assertEquals(List.of(2.0, 3.0, 4.0), StoredSamples.values(tenant.projectId()));
    }

    @Test
    void labelsInAnotherOrderAreTheSameSeries() {
        Tenant tenant = Tenant.owner();
        String body = """
                {"points": [
                  {"project_id": "%1$s", "metric": "m", "value": 1, "timestamp": "%2$s", "labels": {"a": "1", "b": "2"}},
                  {"project_id": "%1$s", "metric": "m", "value": 2, "timestamp": "%2$s", "labels": {"b": "2", "a": "1"}},
                  {"project_id": "%1$s", "metric": "m", "value": 3, "timestamp": "%2$s", "labels": {"b": "1", "a": "2"}}]}
                """.formatted(tenant.projectId(), now);

        tenant.request()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/analytics")
                .then()
                .statusCode(202);

        assertEquals(
                List.of(2.0, 3.0),
                StoredSamples.values(tenant.projectId()).stream().sorted().toList());
    }

    @Test
    void minusZeroIsStoredAsZero() {
        Tenant tenant = Tenant.owner();

        tenant.post(tenant.point("cpu.percent", -0.0, now)).statusCode(202);

        assertEquals(List.of(0.0), StoredSamples.values(tenant.projectId()));
    }

    @Test
    void tenThousandPointsWithLabelsAreTakenAtOnce() {
        Tenant tenant = Tenant.owner();
        List<Map<String, Object>> points = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Map<String, Object> point = tenant.point("http.requests", i, now.minusSeconds(i));
            point.put(
                    "labels",
                    Map.of("host", "web-" + i % 50, "region", "eu-central-1", "path", "/a/rather/long/path/" + i % 7));
            points.add(point);
        }

        tenant.post(points).statusCode(202).body("accepted", is(10_000)).body("rejected", is(empty()));

        assertEquals(10_000, StoredSamples.values(tenant.projectId()).size());
    }

    @Test
    void aServiceIsKnownOnceItsFirstEventCame() {
        Tenant tenant = Tenant.owner();
        UUID service = UUID.randomUUID();
        Map<String, Object> point = tenant.point("cpu.percent", 1, now);
        point.put("service_id", service.toString());
        tenant.post(point).statusCode(202).body("rejected[0].code", equalTo("unknown_service"));

        tenant.serviceChanged(service, "compute", "pending", now);

        tenant.post(point).statusCode(202).body("accepted", is(1));
    }

    @Test
    void anotherProjectsServiceIsAsUnknownAsAMissingOne() {
        Tenant tenant = Tenant.owner();
        Tenant other = Tenant.owner();
        UUID foreign = UUID.randomUUID();
        other.serviceChanged(foreign, "compute", "running", now);
        Map<String, Object> ofForeign = tenant.point("cpu.percent", 1, now);
        ofForeign.put("service_id", foreign.toString());
        Map<String, Object> ofMissing = new HashMap<>(ofForeign);
        ofMissing.put("service_id", UUID.randomUUID().toString());

        List<Map<String, Object>> rejected = tenant.post(List.of(ofForeign, ofMissing))
                .statusCode(202)
                .extract()
                .path("rejected");

        assertEquals(
                List.of("unknown_service", "unknown_service"),
                rejected.stream().map(r -> r.get("code")).toList());
        assertEquals(rejected.get(0).get("detail"), rejected.get(1).get("detail"));
    }

    @Test
    void pointsOfProjectsThatTheCallerCannotSeeAreRejectedWithoutATrace() {
        Tenant tenant = Tenant.owner();
        Tenant other = Tenant.owner();
        Map<String, Object> missing = tenant.point("cpu.percent", 1, now);
        missing.put("project_id", UUID.randomUUID().toString());

        List<Map<String, Object>> rejected = tenant.post(
                        List.of(other.point("cpu.percent", 1, now), tenant.point("cpu.percent", 1, now), missing))
                .statusCode(202)
                .body("accepted", is(1))
                .body("rejected.index", equalTo(List.of(0, 2)))
                .body("rejected.code", equalTo(List.of("not_found", "not_found")))
                .extract()
                .path("rejected");

        assertEquals(rejected.get(0).get("detail"), rejected.get(1).get("detail"));
        assertEquals(List.of(), StoredSamples.values(other.projectId()));
    }

    @Test
    void whenNoProjectCanBeSeenTheAnswerIs404() {
        Tenant tenant = Tenant.owner();
        Tenant other = Tenant.owner();
        Map<String, Object> missing = tenant.point("cpu.percent", 1, now);
        missing.put("project_id", UUID.randomUUID().toString());

        tenant.post(other.point("cpu.percent", 1, now)).statusCode(404).body("code", equalTo("not_found"));
        tenant.post(missing).statusCode(404).body("code", equalTo("not_found"));
        tenant.post(List.of(missing, other.point("cpu.percent", 1, now))).statusCode(404);
        assertEquals(List.of(), StoredSamples.values(other.projectId()));
    }

    @Test
    void aViewersPointsAreRejected() {
        Tenant owner = Tenant.owner();
        Tenant viewer = Tenant.memberOf(owner.projectId(), "viewer");
        Tenant developer = Tenant.memberOf(owner.projectId(), "developer");

        viewer.post(viewer.point("cpu.percent", 1, now)).statusCode(403).body("code", equalTo("forbidden"));
        developer.post(developer.point("cpu.percent", 2, now)).statusCode(202).body("accepted", is(1));

        assertEquals(List.of(2.0), StoredSamples.values(owner.projectId()));
    }

    @Test
    void aMemberOfSeveralProjectsWritesOnlyWhereTheRoleAllows() {
        Tenant writer = Tenant.owner();
        Tenant elsewhere = Tenant.owner();
        cloud.lariba.analytics.testing.ProjectServiceStub.join(elsewhere.projectId(), writer.userId(), "viewer");

        writer.post(List.of(writer.point("cpu.percent", 1, now), elsewhere.point("cpu.percent", 2, now)))
                .statusCode(202)
                .body("accepted", is(1))
                .body("rejected.index", equalTo(List.of(1)))
                .body("rejected.code", equalTo(List.of("forbidden")));
    }
}
