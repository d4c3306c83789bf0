package cloud.lariba.cloud.metrics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.FaultyMetrics;
import cloud.lariba.cloud.NeighbourStub;
import cloud.lariba.cloud.ServiceTest;
import cloud.lariba.cloud.Tenant;
import cloud.lariba.cloud.database.Database;
import cloud.lariba.cloud.providers.MetricSample;
import cloud.lariba.cloud.providers.MetricsProvider.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The collector also runs by its schedule meanwhile, which is as if there were another replica. */
@ServiceTest
class MetricsCollectorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG_AGO = Duration.ofDays(10);

    @Inject
    MetricsCollector collector;

    @Inject
    Watermarks watermarks;

    @Inject
    Database database;

    private final Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);

    @Test
    void whatAProviderMeasuredReachesAnalytics() {
        Tenant.Asked service = measured("compute");

        collectNow();

        JsonNode sample = awaitSamples(service).getFirst();
        assertEquals(
                service.tenant().projectId().toString(),
                sample.path("project_id").asText());
        assertEquals("lariba.test.cpu_percent", sample.path("metric").asText());
        assertEquals(12.5, sample.path("value").asDouble());
        assertEquals(at.toString(), sample.path("timestamp").asText());
        assertEquals(
                Kind.COMPUTE, FaultyMetrics.readings(service.id()).getFirst().kind());
    }

    @Test
    void bucketsAreReadSeldomer() {
        Tenant.Asked bucket = measured("storage");
        Tenant.Asked machine = measured("compute");

        collectNow();
        awaitDelivered(bucket);
        awaitDelivered(machine);

        assertTrue(dueAt(bucket).isAfter(Instant.now().plus(Duration.ofHours(5))));
        assertTrue(dueAt(machine).isBefore(Instant.now().plus(Duration.ofMinutes(6))));
    }

    @Test
    void manyReplicasReadAServiceOnce() throws Exception {
        List<Tenant.Asked> services =
                Stream.generate(() -> measured("storage")).limit(3).toList();
        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> replica = () -> {
                collectNow();
                return true;
            };
            for (Future<Boolean> one :
                    replicas.invokeAll(Stream.generate(() -> replica).limit(6).toList())) {
                one.get();
            }
        }

        for (Tenant.Asked service : services) {
            awaitSamples(service);
            assertEquals(1, FaultyMetrics.readings(service.id()).size());
        }
    }

    @Test
    void aReadingGoesBackBehindTheOneBefore() {
        Tenant.Asked service = measured("database");
        collectNow();
        awaitDelivered(service);
        makeDue(service);

        collectNow();

        await().atMost(PATIENCE)
                .until(() -> FaultyMetrics.readings(service.id()).size() == 2);
        List<FaultyMetrics.Reading> readings = FaultyMetrics.readings(service.id());
        assertEquals(
                readings.getFirst().to().minus(Duration.ofMinutes(20)),
                readings.getLast().from());
        assertFalse(readings.getLast().to().isBefore(readings.getFirst().to()));
    }

    @Test
    void afterALongOutageOnlyWhatAnalyticsTakesIsRead() {
        Tenant.Asked service = measured("compute");
        collector.adopt();
        database.update(
                "update metric_watermarks set read_until = ?, due_at = ? where service_id = ?",
                Instant.now().minus(LONG_AGO),
                Instant.now().minusSeconds(1),
                service.id());

        collector.collect();

        awaitSamples(service);
        FaultyMetrics.Reading last = FaultyMetrics.readings(service.id()).getLast();
        assertEquals(last.to().minus(Duration.ofDays(6)), last.from());
    }

    @Test
    void whatCannotBeDeliveredIsReadAgain() {
        Tenant.Asked service = measured("compute");
        NeighbourStub.silenceAnalyticsAbout(service.tenant().projectId());
        collector.adopt();
        Instant before = readUntil(service).orElseThrow();
        collector.collect();
        await().atMost(PATIENCE)
                .until(() -> !FaultyMetrics.readings(service.id()).isEmpty());
        assertEquals(Optional.of(before), readUntil(service));

        NeighbourStub.hearAnalyticsAbout(service.tenant().projectId());
        makeDue(service);
        collector.collect();

        awaitSamples(service);
        await().atMost(PATIENCE).until(() -> readUntil(service).orElseThrow().isAfter(before));
    }

    @Test
    void aServiceThatAnalyticsHasNotHeardOfIsReadAgain() {
        Tenant.Asked service = measured("compute");
        NeighbourStub.knownToAnalytics(service.tenant().projectId(), false);
        collector.adopt();
        Instant before = readUntil(service).orElseThrow();
        collector.collect();
        await().atMost(PATIENCE)
                .until(() -> !FaultyMetrics.readings(service.id()).isEmpty());
        assertEquals(Optional.of(before), readUntil(service));

        await().atMost(PATIENCE)
                .until(() -> dueAt(service).isBefore(Instant.now().plus(Duration.ofMinutes(6))));
        NeighbourStub.knownToAnalytics(service.tenant().projectId(), true);
        makeDue(service);
        collector.collect();

        awaitSamples(service);
        awaitDelivered(service);
    }

    @Test
    void aProviderThatFailsForOneServiceHoldsUpNoOther() {
        Tenant.Asked failing = measured("compute");
        Tenant.Asked other = measured("compute");
        FaultyMetrics.failOnce(failing.tenant().projectId());

        collectNow();
        awaitSamples(other);
        await().atMost(PATIENCE)
                .until(() -> !FaultyMetrics.readings(failing.id()).isEmpty());
        assertEquals(List.of(), NeighbourStub.samples(failing.id()));
        makeDue(failing);
        collectNow();

        awaitSamples(failing);
    }

    @Test
    void aDeletedServiceIsReadNoMore() {
        Tenant.Asked service = measured("compute");
        collectNow();
        awaitDelivered(service);
        service.tenant().await(Tenant.operationOf(service.tenant().delete(service.path())));
        makeDue(service);

        collectNow();

        await().atMost(PATIENCE).until(() -> readUntil(service).isEmpty());
        assertEquals(1, FaultyMetrics.readings(service.id()).size());
    }

    @Test
    void aReplicaThatWasTakenOverMovesNothing() {
        Tenant.Asked service = measured("compute");
        collector.adopt();
        Instant lease = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MICROS);
        Watermark stale = new Watermark(service.id(), at, lease.minusSeconds(30));
        Watermark valid = new Watermark(service.id(), at, lease);
        database.update("update metric_watermarks set due_at = ? where service_id = ?", lease, service.id());
        Instant before = readUntil(service).orElseThrow();

        watermarks.rest(stale, at.plusSeconds(1), lease.plusSeconds(600));
        assertEquals(Optional.of(before), readUntil(service));
        watermarks.rest(valid, at.plusSeconds(2), lease.plusSeconds(600));

        assertEquals(Optional.of(at.plusSeconds(2)), readUntil(service));
    }

    @Test
    void aTakenServiceIsTakenByNobodyElse() {
        Tenant.Asked service = measured("compute");
        collector.adopt();
        makeDue(service);
        Instant now = Instant.now();

        watermarks.take(now, now.plusSeconds(600), 1000);

        assertTrue(watermarks.take(now, now.plusSeconds(600), 1000).stream()
                .noneMatch(taken -> taken.serviceId().equals(service.id())));
    }

    private Tenant.Asked measured(String type) {
        Tenant.Asked service = Tenant.owner().running(type);
        FaultyMetrics.measure(service.id(), new MetricSample("lariba.test.cpu_percent", "%", at, 12.5));
        return service;
    }

    private void collectNow() {
        collector.adopt();
        collector.collect();
    }

    private List<JsonNode> awaitSamples(Tenant.Asked service) {
        await().atMost(PATIENCE)
                .until(() -> !NeighbourStub.samples(service.id()).isEmpty());
        return NeighbourStub.samples(service.id());
    }

    private void awaitDelivered(Tenant.Asked service) {
        await().atMost(PATIENCE).until(() -> {
            List<FaultyMetrics.Reading> readings = FaultyMetrics.readings(service.id());
            return !readings.isEmpty()
                    && readUntil(service).equals(Optional.of(readings.getLast().to()));
        });
    }

    private Instant dueAt(Tenant.Asked service) {
        return database.find(
                        "select due_at from metric_watermarks where service_id = ?",
                        row -> Database.requiredInstant(row, "due_at"),
                        service.id())
                .orElseThrow();
    }

    private void makeDue(Tenant.Asked service) {
        // A replica that has just delivered notes it a moment later.
        await().atMost(PATIENCE)
                .until(() -> database.update(
                                "update metric_watermarks set due_at = ? where service_id = ?",
                                Instant.now().minusSeconds(1),
                                service.id())
                        == 1);
    }

    private Optional<Instant> readUntil(Tenant.Asked service) {
        UUID id = service.id();
        return database.find(
                "select read_until from metric_watermarks where service_id = ?",
                row -> Database.requiredInstant(row, "read_until"),
                id);
    }
}
