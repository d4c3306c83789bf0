package cloud.lariba.analytics.queries;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer to a range query.
 *
 * @param metric the metric
 * @param agg how samples were aggregated
 * @param from the first moment
 * @param to the moment after the last
 * @param step the width of the buckets
 * @param series one series for each group that has points, ordered by labels
 */
@Schema(name = "RangeAnswer")
record SeriesAnswer(
        String metric,
        String agg,
        Instant from,
        Instant to,

        @Schema(implementation = String.class, examples = "5m")
        Step step,

        List<AnswerSeries> series) {

    /**
     * The points of one group.
     *
     * @param labels the values that the group has in common, for the keys that were grouped by; a key that its series lack is absent
     * @param points in the order of time; a bucket without samples has no point
     */
    @Schema(name = "AnswerSeries")
    record AnswerSeries(
            Map<String, String> labels,

            @Schema(
                    type = SchemaType.ARRAY,
                    implementation = Object.class,
                    description = "Pairs of the bucket's start (RFC 3339) and its value",
                    examples = "[[\"2026-01-01T00:00:00Z\", 12.5]]")
            List<AnswerPoint> points) {}

    /**
     * The value of one bucket, on the wire a pair.
     *
     * @param timestamp the start of the bucket
     * @param value the aggregated value
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"timestamp", "value"})
    record AnswerPoint(Instant timestamp, Number value) {}
}
