package cloud.lariba.analytics.queries;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the answers should be, by the plainest means: everything in memory, one sample after the other, exact arithmetic. */
final class ReferenceStore {

    private static final MathContext MANY_DIGITS = new MathContext(80);

    /** A series: metric, service (or null) and labels. */
    record Key(String metric, @Nullable String service, Map<String, String> labels) {}

    private record Bucket(Map<String, String> group, long startMicros) {}

    private record Stamped(long micros, double value) {}

    private final Map<Key, TreeMap<Long, Double>> series = new HashMap<>();

    void put(Key key, long micros, double value) {
        series.computeIfAbsent(key, k -> new TreeMap<>()).put(micros, value);
    }

    /** The value of each bucket of each group; values are BigDecimal or Long. */
    Map<Map<String, String>, TreeMap<Long, BigDecimal>> query(
            String metric,
            @Nullable String service,
            long fromMicros,
            long toMicros,
            long stepSeconds,
            String aggregate,
            List<String> groupBy) {
        Map<Bucket, List<Stamped>> samples = new HashMap<>();
        Map<Bucket, BigDecimal> increases = new HashMap<>();
        series.forEach((key, values) -> {
            if (key.metric().equals(metric) && (service == null || service.equals(key.service()))) {
                Double before = null;
                for (var sample : values.entrySet()) {
                    long micros = sample.getKey();
                    double value = sample.getValue();
                    if (micros >= fromMicros && micros < toMicros) {
                        Bucket bucket = new Bucket(group(key, groupBy), start(micros, stepSeconds));
                        samples.computeIfAbsent(bucket, b -> new ArrayList<>()).add(new Stamped(micros, value));
                        if (before != null) {
                            increases.merge(bucket, increase(before, value), BigDecimal::add);
                        }
                    }
                    before = value;
                }
            }
        });
        Map<Map<String, String>, TreeMap<Long, BigDecimal>> answer = new HashMap<>();
        if (aggregate.equals("rate")) {
            increases.forEach((bucket, total) -> answer.computeIfAbsent(bucket.group(), g -> new TreeMap<>())
                    .put(bucket.startMicros(), total.divide(BigDecimal.valueOf(stepSeconds), MANY_DIGITS)));
        } else {
            samples.forEach((bucket, all) -> answer.computeIfAbsent(bucket.group(), g -> new TreeMap<>())
                    .put(bucket.startMicros(), aggregate(aggregate, all)));
        }
        return answer;
    }

    private static long start(long micros, long stepSeconds) {
        long step = stepSeconds * 1_000_000;
        return Math.floorDiv(micros, step) * step;
    }

    private static Map<String, String> group(Key key, List<String> groupBy) {
        Map<String, String> group = new HashMap<>();
        for (String name : groupBy) {
            String value =
                    name.equals("service_id") ? key.service() : key.labels().get(name);
            if (value != null) {
                group.put(name, value);
            }
        }
        return group;
    }

    private static BigDecimal increase(double before, double now) {
        if (now >= before) {
            return decimal(now).subtract(decimal(before));
        }
        return now > 0 ? decimal(now) : BigDecimal.ZERO;
    }

    private static BigDecimal aggregate(String aggregate, List<Stamped> samples) {
        List<Double> sorted = samples.stream().map(Stamped::value).sorted().toList();
        int count = sorted.size();
        BigDecimal sum = sorted.stream().map(ReferenceStore::decimal).reduce(BigDecimal.ZERO, BigDecimal::add);
        return switch (aggregate) {
            case "count" -> BigDecimal.valueOf(count);
            case "sum" -> sum;
            case "avg" -> sum.divide(BigDecimal.valueOf(count), MANY_DIGITS);
            case "min" -> decimal(sorted.getFirst());
            case "max" -> decimal(sorted.getLast());
            case "last" -> decimal(last(samples));
            case "p50" -> decimal(sorted.get(rank(50, count) - 1));
            case "p95" -> decimal(sorted.get(rank(95, count) - 1));
            case "p99" -> decimal(sorted.get(rank(99, count) - 1));
            default -> throw new IllegalArgumentException(aggregate);
        };
    }

    private static double last(List<Stamped> samples) {
        Stamped last = samples.getFirst();
        for (Stamped sample : samples) {
            if (sample.micros() > last.micros() || sample.micros() == last.micros() && sample.value() > last.value()) {
                last = sample;
            }
        }
        return last.value();
    }

    /** The smallest rank r with r / count >= percent / 100. */
    private static int rank(int percent, int count) {
        int rank = 1;
        while (rank * 100 < percent * count) {
            rank++;
        }
        return rank;
    }

    private static BigDecimal decimal(double value) {
        return new BigDecimal(Double.toString(value));
    }
}
