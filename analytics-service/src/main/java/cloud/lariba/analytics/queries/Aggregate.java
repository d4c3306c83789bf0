package cloud.lariba.analytics.queries;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How the samples of a bucket become one value. Sums are exact over the decimal values of the samples and do not depend on their order;
 * the result is the nearest double.
 */
enum Aggregate {
    /** The sum divided by the count. */
    AVG(BucketSql.total("sum(s.value::text::numeric), count(*)")) {
        @Override
        Number value(BigDecimal result, long count, Step step) {
            return nearest(result.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128));
        }
    },
    /** The least value. */
    MIN(BucketSql.total("min(s.value)::text::numeric, 1")),
    /** The greatest value. */
    MAX(BucketSql.total("max(s.value)::text::numeric, 1")),
    /** The sum of all values. */
    SUM(BucketSql.total("sum(s.value::text::numeric), 1")),
    /** How many samples there are. */
    COUNT(BucketSql.total("count(*)::numeric, 1")) {
        @Override
        Number value(BigDecimal result, long count, Step step) {
            return result.longValueExact();
        }
    },
    /** The value of the latest sample; the greatest of them when several series have one at that time. */
    LAST(BucketSql.LAST),
    /** The 50th percentile by nearest rank: the least value such that at least half of the samples are not above it. */
    P50(BucketSql.percentile("0.5")),
    /** The 95th percentile by nearest rank. */
    P95(BucketSql.percentile("0.95")),
    /** The 99th percentile by nearest rank. */
    P99(BucketSql.percentile("0.99")),
    /**
     * The increase of counters per second. The increase at a sample is its value minus that of the sample before it in its series, however
     * long ago; when the value fell, the counter began again at zero, and the increase is the value itself, or zero if it is negative. The
     * increases of the bucket's samples, over all series, are added and divided by the step. The first sample of a series has none.
     */
    RATE(BucketSql.RATE) {
        @Override
        Number value(BigDecimal result, long count, Step step) {
            return nearest(result.divide(BigDecimal.valueOf(step.seconds()), MathContext.DECIMAL128));
        }
    };

    private final String sql;

    Aggregate(String sql) {
        this.sql = sql;
    }

    /** The aggregate of this name on the wire, such as {@code p95}. */
    static Optional<Aggregate> parse(String text) {
        return Arrays.stream(values()).filter(a -> a.wireName().equals(text)).findFirst();
    }

    /** The name on the wire. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The query; see {@link BucketSql}. */
    String sql() {
        return sql;
    }

    /** The value of a bucket from the two figures that the query gives. */
    Number value(BigDecimal result, long count, Step step) {
        return nearest(result);
    }

    /** The nearest double; where none is near enough, beyond the range of doubles, the number itself. */
    private static Number nearest(BigDecimal exact) {
        double value = exact.doubleValue();
        return Double.isFinite(value)
                ? (Number) value
                : exact.round(MathContext.DECIMAL64).stripTrailingZeros();
    }
}
