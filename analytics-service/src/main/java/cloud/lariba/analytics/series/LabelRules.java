package cloud.lariba.analytics.series;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the labels of a series may be. */
public final class LabelRules {

    /** The rule in words, for the caller. */
    public static final String RULE =
            "At most 16 labels; keys are 1 to 63 of A-Z, a-z, 0-9, '_', '.', '-', start with a letter or '_' and"
                    + " are not service_id; values have at most 255 characters and no control characters.";

    /** Labels on a series, at most. */
    public static final int MAX_LABELS = 16;

    /** Grouping by it means the sample's own field. */
    private static final String RESERVED_KEY = "service_id";

    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,62}");
    private static final int MAX_VALUE = 255;

    private LabelRules() {}

    /** Whether the labels obey the rule. */
    public static boolean areValid(Map<String, @Nullable String> labels) {
        return labels.size() <= MAX_LABELS
                && labels.entrySet().stream()
                        .allMatch(label -> isKey(label.getKey())
                                && !label.getKey().equals(RESERVED_KEY)
                                && isValue(label.getValue()));
    }

    /** Whether the text has the form of a key. */
    public static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    private static boolean isValue(@Nullable String value) {
        return value != null
                && value.codePointCount(0, value.length()) <= MAX_VALUE
                && value.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
