package cloud.lariba.analytics.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * A stretch of time in which the customer had the use of a service under one plan.
 *
 * @param serviceId the service
 * @param name its name then
 * @param type its type
 * @param plan the plan then
 * @param from the first moment
 * @param to the moment after the last
 */
public record UsageInterval(UUID serviceId, String name, String type, String plan, Instant from, Instant to) {

    /** The length in microseconds. */
    long micros() {
        return ChronoUnit.MICROS.between(from, to);
    }

    /** The part between the two moments, if there is any. */
    Optional<UsageInterval> within(Instant start, Instant end) {
        Instant first = from.isAfter(start) ? from : start;
        Instant last = to.isBefore(end) ? to : end;
        return first.isBefore(last)
                ? Optional.of(new UsageInterval(serviceId, name, type, plan, first, last))
                : Optional.empty();
    }

    /** Hands over the microseconds on each day, in UTC, that the interval touches. */
    void splitByDay(BiConsumer<LocalDate, Long> part) {
        Instant start = from;
        while (start.isBefore(to)) {
            LocalDate day = LocalDate.ofInstant(start, ZoneOffset.UTC);
            Instant midnight = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            Instant end = midnight.isBefore(to) ? midnight : to;
            part.accept(day, ChronoUnit.MICROS.between(start, end));
            start = end;
        }
    }
}
