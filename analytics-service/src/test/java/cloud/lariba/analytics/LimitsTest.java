package cloud.lariba.analytics;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.analytics.testing.StoredSamples;
import cloud.lariba.analytics.testing.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What happens at the limits, which are tight here. */
@QuarkusTest
@TestProfile(LimitsTest.TightLimits.class)
class LimitsTest {

    private final Tenant tenant = Tenant.owner();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** Three series a project, ten samples in the queue, one second of patience. */
    public static class TightLimits implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "lariba.analytics.series.max-per-project", "3",
                    "lariba.analytics.ingestion.max-waiting", "10",
                    "lariba.analytics.ingestion.max-wait", "1S",
                    "lariba.analytics.ingestion.max-bodies-in-flight", "4K",
                    "lariba.analytics.queries.timeout", "1S");
        }
    }

    private List<Map<String, Object>> points(int count) {
        List<Map<String, Object>> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(tenant.point("m", i, now.minusSeconds(i)));
        }
        return points;
    }

    private static int waiting() throws SQLException {
        try (Connection connection = StoredSamples.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_locks where not granted and database ="
                        + " (select oid from pg_database where datname = current_database())")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void aProjectHasOnlySoManySeries() {
        tenant.post(List.of(tenant.point("a", 1, now), tenant.point("b", 1, now), tenant.point("c", 1, now)))
                .body("accepted", is(3));

        tenant.post(List.of(tenant.point("d", 1, now), tenant.point("a", 2, now)))
                .statusCode(202)
                .body("accepted", is(1))
                .body("rejected.code", contains("too_many_series"));
        Tenant other = Tenant.owner();
        other.post(other.point("d", 1, now)).body("accepted", is(1));
    }

    @Test
    void requestsThatCannotBeWrittenInTimeAreTurnedAwayAndLeaveNothing() throws Exception {
        tenant.post(tenant.point("m", 99, now)).statusCode(202);
        try (Connection blocker = StoredSamples.connect();
                Statement statement = blocker.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table samples in access exclusive mode");
            Future<?> beingWritten = threads.submit(() ->
                    tenant.post(tenant.point("m", 1, now.minusSeconds(100))).statusCode(202));
            await().until(() -> waiting() == 1);
            Future<?> queued = threads.submit(() -> tenant.post(points(8))
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("overloaded")));
            queued.get();

            blocker.rollback();
            beingWritten.get();
        }

        assertEquals(2, StoredSamples.values(tenant.projectId()).size());
    }

    @Test
    void bodiesAreLetInAsFarAsMemoryReaches() throws Exception {
        tenant.post(tenant.point("m", 1, now)).statusCode(202);
        try (Connection blocker = StoredSamples.connect();
                Statement statement = blocker.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table samples in access exclusive mode");
            Future<?> first = threads.submit(() -> postPadded(8_000, 202));
            await().until(() -> waiting() == 1);

            postPadded(300, 503);

            blocker.rollback();
            first.get();
        }
        postPadded(300, 202);
    }

    /** A request alone may be larger than the bound; beside another it may not. */
    private void postPadded(int bytes, int status) {
        String body = "{\"points\":[{\"project_id\":\"" + tenant.projectId() + "\",\"metric\":\"m\",\"value\":1}]}";
        tenant.request()
                .contentType("application/json")
                .body(body + " ".repeat(bytes - body.length()))
                .post("/analytics")
                .then()
                .statusCode(status);
    }

    @Test
    void aQueryThatTakesTooLongIsGivenUp() throws Exception {
        tenant.post(tenant.point("m", 1, now)).statusCode(202);
        try (Connection blocker = StoredSamples.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table samples in access exclusive mode");

            tenant.request()
                    .queryParam("project_id", tenant.projectId().toString())
                    .queryParam("metric", "m")
                    .get("/analytics")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("overloaded"));
            blocker.rollback();
        }
    }
}
