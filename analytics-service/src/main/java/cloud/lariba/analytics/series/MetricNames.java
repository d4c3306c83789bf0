package cloud.lariba.analytics.series;

import java.util.regex.Pattern;

/** What a metric may be called. */
public final class MetricNames {

    /** The rule in words, for the caller. */
    public static final String RULE = "A metric is 1 to 128 of a-z, 0-9, '_', '.', and starts with a letter.";

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_.]{0,127}");
    private static final String RESERVED_PREFIX = "lariba.";

    private MetricNames() {}

    /** Whether the name obeys the rule. */
    public static boolean isValid(String name) {
        return FORM.matcher(name).matches();
    }

    /** Whether the name is one of the platform's own, which customers cannot write. */
    public static boolean isReserved(String name) {
        return name.startsWith(RESERVED_PREFIX);
    }
}
