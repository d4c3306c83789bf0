package cloud.lariba.analytics.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** The contract's times: RFC 3339 in UTC with {@code Z}, from 1970 to 9999. Digits beyond microseconds are cut off. */
public final class Rfc3339 {

    /** The rule in words, for the caller. */
    public static final String RULE = "A time is RFC 3339 in UTC with Z, such as 2026-01-31T12:00:00Z.";

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z");

    private Rfc3339() {}

    /** The instant, or empty when the text is anything else. */
    public static Optional<Instant> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text).truncatedTo(ChronoUnit.MICROS))
                    .filter(time -> !time.isBefore(Instant.EPOCH));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
