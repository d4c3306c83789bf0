package cloud.lariba.analytics.queries;

import cloud.lariba.analytics.input.QueryParameters;
import cloud.lariba.analytics.input.QueryParameters.TimeRange;
import cloud.lariba.analytics.series.LabelRules;
import cloud.lariba.analytics.series.MetricNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a query of the request's parameters. */
final class QueryReader {

    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);

    private final QueryParameters parameters = new QueryParameters();
    private final Instant now;

    QueryReader(Instant now) {
        this.now = now;
    }

    /** The parameters as they came. */
    record Raw(
            @Nullable String projectId,
            String metric,
            @Nullable String serviceId,
            @Nullable String from,
            @Nullable String to,
            @Nullable String step,
            @Nullable String agg,
            @Nullable String groupBy) {}

    /** Reads them all and says everything that is wrong. */
    RangeQuery read(Raw raw) {
        UUID project = parameters.requiredUuid("project_id", raw.projectId());
        parameters.check(MetricNames.isValid(raw.metric()), "metric", "invalid_format", MetricNames.RULE);
        Optional<UUID> service = parameters.uuid("service_id", raw.serviceId());
        Instant to = parameters.time("to", raw.to()).orElse(now);
        Instant from = parameters.time("from", raw.from()).orElseGet(() -> to.minus(DEFAULT_RANGE));
        TimeRange range = parameters.range(from, to);
        Step step = step(raw.step(), range);
        Aggregate aggregate = aggregate(raw.agg());
        List<String> groupBy = groupBy(raw.groupBy());
        parameters.orThrow();
        return new RangeQuery(project, raw.metric(), service, from, to, step, aggregate, groupBy);
    }

    private Step step(@Nullable String text, TimeRange range) {
        if (text == null) {
            return Step.automatic(range.from(), range.to());
        }
        Optional<Step> step = Step.parse(text);
        parameters.check(step.isPresent(), "step", "invalid_format", Step.RULE);
        return step.orElseGet(() -> new Step(1));
    }

    private Aggregate aggregate(@Nullable String text) {
        if (text == null) {
            return Aggregate.AVG;
        }
        Optional<Aggregate> aggregate = Aggregate.parse(text);
        parameters.check(
                aggregate.isPresent(),
                "agg",
                "unknown_value",
                "agg is avg, min, max, sum, count, last, p50, p95, p99 or rate.");
        return aggregate.orElse(Aggregate.AVG);
    }

    private List<String> groupBy(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<String> keys = List.of(text.split(",", -1));
        parameters.check(
                keys.size() <= LabelRules.MAX_LABELS
                        && keys.stream().allMatch(LabelRules::isKey)
                        && keys.stream().distinct().count() == keys.size(),
                "group_by",
                "invalid_format",
                "group_by is up to 16 different label keys, or service_id, with commas between.");
        return keys;
    }
}
