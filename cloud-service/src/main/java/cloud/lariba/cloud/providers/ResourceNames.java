package cloud.lariba.cloud.providers;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads names that providers derive from services' ids. */
public final class ResourceNames {

    private static final Pattern HEX =
            Pattern.compile("(\\p{XDigit}{8})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{12})");

    private static final Pattern LATER = Pattern.compile(".*[-_]g(\\d{1,18})");

    private ResourceNames() {}

    /** The generation that a name was made for: what it says at its end, such as {@code -g3}; otherwise the first. */
    public static long generationOf(String name) {
        Matcher later = LATER.matcher(name);
        return later.matches() ? Long.parseLong(later.group(1)) : 1;
    }

    /**
     * The service that a name was made for: a prefix and {@link ResourceIdentity#compactServiceId}, nothing else.
     *
     * @return empty for every other name
     */
    public static Optional<UUID> serviceOf(String prefix, String name) {
        if (!name.startsWith(prefix)) {
            return Optional.empty();
        }
        Matcher hex = HEX.matcher(name.substring(prefix.length()));
        return hex.matches() ? Optional.of(UUID.fromString(hex.replaceFirst("$1-$2-$3-$4-$5"))) : Optional.empty();
    }
}
