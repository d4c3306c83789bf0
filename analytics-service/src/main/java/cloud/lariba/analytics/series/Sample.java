package cloud.lariba.analytics.series;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.UUID;

/**
 * One measurement.
 *
 * @param projectId the project that owns the series
 * @param seriesId the series
 * @param micros when it was measured, in microseconds since 1970
 * @param value what was measured; finite
 */
public record Sample(UUID projectId, long seriesId, long micros, double value) {

    private static final long MICROS_A_DAY = 86_400_000_000L;

    /** By partition, then by primary key: the order in which all writers lock. */
    static final Comparator<Sample> STORAGE_ORDER = Comparator.comparingLong(Sample::epochDay)
            .thenComparing(Sample::projectId)
            .thenComparingLong(Sample::seriesId)
            .thenComparingLong(Sample::micros);

    /** A sample of this series at this time, which has whole microseconds. */
    public static Sample of(UUID projectId, long seriesId, Instant time, double value) {
        return new Sample(projectId, seriesId, ChronoUnit.MICROS.between(Instant.EPOCH, time), value);
    }

    Instant time() {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    long epochDay() {
        return Math.floorDiv(micros, MICROS_A_DAY);
    }

    LocalDate day() {
        return LocalDate.ofEpochDay(epochDay());
    }

    boolean isSamePlace(Sample other) {
        return seriesId == other.seriesId && micros == other.micros && projectId.equals(other.projectId);
    }
}
