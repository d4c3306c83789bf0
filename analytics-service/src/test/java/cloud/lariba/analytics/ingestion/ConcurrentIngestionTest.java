package cloud.lariba.analytics.ingestion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.analytics.testing.StoredSamples;
import cloud.lariba.analytics.testing.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConcurrentIngestionTest {

    private static final int WRITERS = 16;
    private static final int ROUNDS = 8;
    private static final int PLACES = 60;

    private final Instant base = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** Every writer writes all places over and over, in orders of its own; the value tells who wrote it. */
    @Test
    void overlappingRequestsLeaveEachPlaceOnceWithAValueThatWasSentLast() throws Exception {
        Tenant tenant = Tenant.owner();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.add(threads.submit(() -> write(tenant, number)));
            }
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        List<Double> values = StoredSamples.values(tenant.projectId());

        assertEquals(PLACES, values.size());
        // Each writer's last round came after all its others, so only last rounds can have won.
        assertTrue(values.stream().allMatch(value -> value % ROUNDS == ROUNDS - 1), values::toString);
    }

    private void write(Tenant tenant, int writer) {
        Random random = new Random(writer);
        for (int round = 0; round < ROUNDS; round++) {
            List<Map<String, Object>> points = new ArrayList<>();
            for (int place = 0; place < PLACES; place++) {
                // Three series, and times on both sides of midnight: two partitions at least.
                Map<String, Object> point =
                        tenant.point("m" + place % 3, writer * ROUNDS + round, base.minusSeconds(place * 3_600L));
                points.add(point);
            }
            Collections.shuffle(points, random);
            var request = tenant.request().contentType("application/json").body(Map.of("points", points));
            if (writer % 4 == 0) {
                request.header("Idempotency-Key", writer + "-" + round);
            }
            request.post("/analytics").then().statusCode(202);
        }
    }

    @Test
    void requestsThatRaceForTheSameNewSeriesShareIt() throws Exception {
        Tenant tenant = Tenant.owner();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.add(threads.submit(() -> {
                    List<Map<String, Object>> points = new ArrayList<>();
                    for (int i = 0; i < 20; i++) {
                        points.add(tenant.point("fresh" + i, number, base.minusSeconds(number)));
                    }
                    Collections.shuffle(points, new Random(number));
                    tenant.post(points).statusCode(202);
                }));
            }
        }
        for (Future<?> writer : writers) {
            writer.get();
        }

        assertEquals(20 * WRITERS, StoredSamples.values(tenant.projectId()).size());
        assertEquals(
                Integer.valueOf(20),
                tenant.request()
                        .queryParam("project_id", tenant.projectId().toString())
                        .queryParam("limit", 100)
                        .get("/analytics/metrics")
                        .then()
                        .statusCode(200)
                        .extract()
                        .<List<?>>path("items")
                        .size());
    }
}
