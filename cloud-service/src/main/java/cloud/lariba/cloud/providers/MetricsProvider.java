package cloud.lariba.cloud.providers;

import java.time.Instant;
import java.util.List;

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
}
