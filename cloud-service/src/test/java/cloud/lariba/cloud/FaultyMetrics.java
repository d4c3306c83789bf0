package cloud.lariba.cloud;

import cloud.lariba.cloud.providers.MetricSample;
import cloud.lariba.cloud.providers.MetricsProvider;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The measurements of the {@link FaultyProvider}: those that a test puts here. */
public class FaultyMetrics implements MetricsProvider {

    private static final Map<UUID, List<MetricSample>> SAMPLES = new ConcurrentHashMap<>();
    private static final Map<UUID, List<Reading>> READINGS = new ConcurrentHashMap<>();

    /** What was asked for. */
    public record Reading(Kind kind, Instant from, Instant to) {}

    /** From now on the service has these samples, besides those that it had. */
    public static void measure(UUID serviceId, MetricSample... samples) {
        SAMPLES.computeIfAbsent(serviceId, id -> new CopyOnWriteArrayList<>()).addAll(List.of(samples));
    }

    /** The next reading for a project fails. */
    public static void failOnce(UUID projectId) {
        FaultyProvider.faults(projectId).fail(Faults.Call.MEASURE, Faults::unavailable);
    }

    /** What was asked for about the service, in order. */
    public static List<Reading> readings(UUID serviceId) {
        return List.copyOf(READINGS.getOrDefault(serviceId, List.of()));
    }

    @Override
    public List<MetricSample> read(ResourceIdentity identity, Kind kind, Instant from, Instant to) {
        READINGS.computeIfAbsent(identity.serviceId(), id -> new CopyOnWriteArrayList<>())
                .add(new Reading(kind, from, to));
        return FaultyProvider.around(
                identity,
                Faults.Call.MEASURE,
                () -> SAMPLES.getOrDefault(identity.serviceId(), List.of()).stream()
                        .filter(sample ->
                                !sample.at().isBefore(from) && sample.at().isBefore(to))
                        .toList());
    }
}
