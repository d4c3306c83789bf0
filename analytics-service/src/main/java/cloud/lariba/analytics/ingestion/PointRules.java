package cloud.lariba.analytics.ingestion;

import cloud.lariba.analytics.ingestion.IngestRequest.Point;
import cloud.lariba.analytics.input.Rfc3339;
import cloud.lariba.analytics.series.LabelRules;
import cloud.lariba.analytics.series.MetricNames;
import cloud.lariba.analytics.series.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a point must look like, whoever sends it. */
final class PointRules {

    private static final Duration MAX_AGE = Duration.ofDays(7);
    private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    private final Instant now;
    private final boolean reservedAllowed;

    private PointRules(Instant now, boolean reservedAllowed) {
        this.now = now;
        this.reservedAllowed = reservedAllowed;
    }

    /** The rules for a customer's request that arrived at this moment. */
    PointRules(Instant now) {
        this(now, false);
    }

    /** The rules for what another service of the platform measured: it may write the platform's own metrics too. */
    static PointRules ofPlatform(Instant now) {
        return new PointRules(now, true);
    }

    /** A point, read. */
    sealed interface Reading {}

    /** The point is in order. */
    record Measured(SeriesKey key, Instant time, double value) implements Reading {}

    /** The point breaks a rule. */
    record Refused(String code, String detail) implements Reading {}

    /** Reads the point. */
    Reading read(Point point) {
        UUID project = point.projectId();
        String metric = point.metric();
        Double value = point.value();
        if (project == null || metric == null || value == null) {
            return new Refused("required", "project_id, metric and value are required.");
        }
        if (!MetricNames.isValid(metric)) {
            return new Refused("invalid_metric", MetricNames.RULE);
        }
        if (MetricNames.isReserved(metric) && !reservedAllowed) {
            return new Refused("reserved_metric", "Metrics that start with 'lariba.' are the platform's own.");
        }
        if (!Double.isFinite(value)) {
            return new Refused("invalid_value", "The value is a finite number.");
        }
        Map<String, @Nullable String> labels = point.labels() == null ? Map.of() : point.labels();
        if (!LabelRules.areValid(labels)) {
            return new Refused("invalid_labels", LabelRules.RULE);
        }
        SeriesKey key = new SeriesKey(project, metric, point.serviceId(), present(labels));
        return timed(key, point.timestamp(), value + 0.0); // makes 0 of -0, which compares equal but prints otherwise
    }

    private Reading timed(SeriesKey key, @Nullable String timestamp, double value) {
        Optional<Instant> time = timestamp == null ? Optional.of(now) : Rfc3339.parse(timestamp);
        if (time.isEmpty()) {
            return new Refused("invalid_timestamp", Rfc3339.RULE);
        }
        if (time.get().isBefore(now.minus(MAX_AGE))) {
            return new Refused("timestamp_too_old", "The timestamp is more than 7 days ago.");
        }
        if (time.get().isAfter(now.plus(MAX_AHEAD))) {
            return new Refused("timestamp_too_new", "The timestamp is more than 5 minutes ahead.");
        }
        return new Measured(key, time.get(), value);
    }

    private static Map<String, String> present(Map<String, @Nullable String> labels) {
        Map<String, String> present = new HashMap<>();
        labels.forEach((key, value) -> {
            if (value != null) {
                present.put(key, value);
            }
        });
        return present;
    }
}
