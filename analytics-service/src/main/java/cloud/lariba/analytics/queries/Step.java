package cloud.lariba.analytics.queries;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The width of the buckets that samples are aggregated in. Buckets begin at whole multiples of it since 1970.
 *
 * @param seconds the width, 1 second to 366 days
 */
record Step(long seconds) {

    /** The rule in words, for the caller. */
    static final String RULE = "A step is a whole number and s, m, h or d, such as 30s or 5m; at most 366d.";

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,7})([smhd])");
    private static final long LONGEST = Duration.ofDays(366).toSeconds();
    /** How many points an automatic step aims at, at most. */
    private static final int AUTOMATIC_POINTS = 300;

    private static final List<Step> LADDER = LongStream.of(
                    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
                    172_800)
            .mapToObj(Step::new)
            .toList();

    /** Reads {@code 30s}, {@code 5m}, {@code 1h}, {@code 1d}; empty for anything else. */
    static Optional<Step> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (matcher.group(2)) {
                    case "m" -> 60;
                    case "h" -> 3_600;
                    case "d" -> 86_400;
                    default -> 1;
                };
        long seconds = Long.parseLong(matcher.group(1)) * unit;
        return seconds <= LONGEST ? Optional.of(new Step(seconds)) : Optional.empty();
    }

    /** The narrowest usual step that needs at most about 300 buckets. */
    static Step automatic(Instant from, Instant to) {
        return LADDER.stream()
                .filter(step -> step.buckets(from, to) <= AUTOMATIC_POINTS)
                .findFirst()
                .orElse(LADDER.getLast());
    }

    /** How many buckets the time from {@code from} until before {@code to} touches. */
    long buckets(Instant from, Instant to) {
        long first = Math.floorDiv(from.getEpochSecond(), seconds);
        long last = Math.floorDiv(to.minusNanos(1).getEpochSecond(), seconds);
        return last - first + 1;
    }

    /** The shortest text that {@link #parse} reads as this step. */
    @JsonValue
    String text() {
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
