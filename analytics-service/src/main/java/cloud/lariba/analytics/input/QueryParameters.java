package cloud.lariba.analytics.input;

import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.InputErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters that several routes share, and collects what is wrong with them. */
public final class QueryParameters {

    private static final Duration LONGEST = Duration.ofDays(366);

    private final InputErrors errors = new InputErrors();

    /**
     * A stretch of time, start included, end excluded.
     *
     * @param from the first moment
     * @param to the moment after the last; later than {@code from}
     */
    public record TimeRange(Instant from, Instant to) {}

    /** Notes an error of the parameter unless the condition holds. */
    public void check(boolean holds, String name, String code, String detail) {
        errors.check(holds, "#query/" + name, code, detail);
    }

    /** A UUID in its canonical text form; empty when the parameter is absent or wrong. */
    public Optional<UUID> uuid(String name, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return Optional.of(id);
            }
        } catch (IllegalArgumentException e) {
            return wrong(name, "A UUID in lower case is expected.");
        }
        return wrong(name, "A UUID in lower case is expected.");
    }

    private Optional<UUID> wrong(String name, String detail) {
        check(false, name, "invalid_format", detail);
        return Optional.empty();
    }

    /** A UUID that must be there. Its value counts only after {@link #orThrow()}. */
    public UUID requiredUuid(String name, @Nullable String text) {
        check(text != null, name, "required", "The parameter is required.");
        return uuid(name, text).orElseGet(() -> new UUID(0, 0));
    }

    /** A time by the contract's rule; empty when the parameter is absent or wrong. */
    public Optional<Instant> time(String name, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Instant> time = Rfc3339.parse(text);
        check(time.isPresent(), name, "invalid_format", Rfc3339.RULE);
        return time;
    }

    /** The range of two times that were read before; at most 366 days. */
    public TimeRange range(Instant from, Instant to) {
        check(from.isBefore(to), "from", "out_of_range", "from is before to.");
        check(
                Duration.between(from, to).compareTo(LONGEST) <= 0,
                "from",
                "out_of_range",
                "from and to are at most 366 days apart.");
        return new TimeRange(from, to);
    }

    /**
     * Ends the reading.
     *
     * @throws ProblemException with everything that was wrong, if anything was
     */
    public void orThrow() {
        errors.orThrow();
    }
}
