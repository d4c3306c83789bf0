package cloud.lariba.cloud.providers;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a provider measures of its resources.
 *
 * <p>Every method throws {@link ProviderException}.
 */
public interface MetricsProvider {

    /** What is measured. */
    enum Kind {
        /** An instance. */
        COMPUTE,
        /** A bucket. */
        STORAGE,
        /** A database. */
        DATABASE
    }

    /**
     * The samples that became known for a time; the same may be given again by a later call, with a better value. Metrics that a provider takes
     * seldom reach back further than asked.
     *
     * @param from the earliest time, inclusive
     * @param to the latest time, exclusive
     * @return in no order; none when the resource is not there
     */
    List<MetricSample> read(ResourceIdentity identity, Kind kind, Instant from, Instant to);

    /**
     * A reading that is wanted.
     *
     * @param from the earliest time, inclusive
     * @param to the latest time, exclusive
     */
    record Wanted(ResourceIdentity identity, Kind kind, Instant from, Instant to) {}

    /**
     * Many readings at once, which may cost fewer calls.
     *
     * @return the samples by service; one that could not be read is missing, and holds up no other
     */
    default Map<UUID, List<MetricSample>> readAll(List<Wanted> all) {
        Map<UUID, List<MetricSample>> read = new HashMap<>();
        for (Wanted one : all) {
            try {
                read.put(one.identity().serviceId(), read(one.identity(), one.kind(), one.from(), one.to()));
            } catch (ProviderException e) {
                read.remove(one.identity().serviceId());
            }
        }
        return read;
    }
}
