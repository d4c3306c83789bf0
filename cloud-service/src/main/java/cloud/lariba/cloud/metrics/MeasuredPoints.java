package cloud.lariba.cloud.metrics;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.UUID;

/**
 * What analytics-service takes.
 *
 * @param points 1 to 10 000 points
 */
record MeasuredPoints(List<Point> points) {

    /** As many as one request may hold. */
    static final int MAX = 10_000;

    /**
     * One measurement.
     *
     * @param timestamp in RFC 3339
     */
    record Point(UUID projectId, UUID serviceId, String metric, double value, String timestamp) {}

    /**
     * What became of the points.
     *
     * @param rejected the ones that were not stored
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Receipt(List<Rejection> rejected) {}

    /**
     * A point that was not stored.
     *
     * @param index its place in the request
     * @param code why
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Rejection(int index, String code) {}
}
