package cloud.lariba.analytics.queries;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A question about one metric.
 *
 * @param projectId the project
 * @param metric the metric
 * @param serviceId only samples of this service, if given
 * @param from the first moment
 * @param to the moment after the last
 * @param step the width of the buckets
 * @param aggregate how a bucket's samples become one value
 * @param groupBy label keys, or {@code service_id}; one answer series for each combination of their values
 */
record RangeQuery(
        UUID projectId,
        String metric,
        Optional<UUID> serviceId,
        Instant from,
        Instant to,
        Step step,
        Aggregate aggregate,
        List<String> groupBy) {

    /** Points that one answer series may have. */
    static final int MAX_POINTS_A_SERIES = 11_000;
    /** Points that an answer may have. */
    static final int MAX_POINTS = 100_000;
    /** The label name that means the service of the samples. */
    static final String SERVICE = "service_id";
}
