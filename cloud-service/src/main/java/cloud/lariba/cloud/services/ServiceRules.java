package cloud.lariba.cloud.services;

import cloud.lariba.rest.InputErrors;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for what clients may write into any service. */
public final class ServiceRules {

    /** Names: 1–63 of {@code [a-z0-9-]}, starting with a letter. */
    public static final String NAME = "[a-z][a-z0-9-]{0,62}";

    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private ServiceRules() {}

    /** Notes an error unless it is a name. */
    public static void name(InputErrors errors, @Nullable String name) {
        errors.pattern(name, "/name", NAME_PATTERN, "A name is 1 to 63 of a-z, 0-9 and '-', and starts with a letter.");
    }

    static void expiry(InputErrors errors, @Nullable Instant expiresAt, Instant now) {
        if (expiresAt != null) {
            errors.check(
                    expiresAt.isAfter(now) && expiresAt.isBefore(END_OF_TIME),
                    "/expires_at",
                    "out_of_range",
                    "The time is in the future.");
        }
    }
}
