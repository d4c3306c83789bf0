package cloud.lariba.rest;

import cloud.lariba.problem.InvalidField;
import cloud.lariba.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with an input, so that the caller hears it all at once. */
public final class InputErrors {

    private static final Pattern LABEL_KEY = Pattern.compile("[a-z]([a-z0-9_.-]{0,61}[a-z0-9])?");
    private static final int MAX_LABELS = 64;
    private static final int MAX_LABEL_VALUE = 255;

    private final List<InvalidField> found = new ArrayList<>();

    /** Notes one error. */
    public InputErrors add(String pointer, String code, String detail) {
        found.add(new InvalidField(pointer, code, detail));
        return this;
    }

    /** Notes an error unless the condition holds. */
    public InputErrors check(boolean holds, String pointer, String code, String detail) {
        return holds ? this : add(pointer, code, detail);
    }

    /** A value must be there. */
    public InputErrors required(@Nullable Object value, String pointer) {
        return check(value != null, pointer, "required", "The field is required.");
    }

    /** Text must be there, without control characters, and of a length (in code points) within the range. */
    public InputErrors text(@Nullable String value, String pointer, int min, int max) {
        required(value, pointer);
        return value == null ? this : optionalText(value, pointer, min, max);
    }

    /** Text may be absent, else it obeys the rules of {@link #text}. */
    public InputErrors optionalText(@Nullable String value, String pointer, int min, int max) {
        if (value == null) {
            return this;
        }
        int length = value.codePointCount(0, value.length());
        check(length >= min, pointer, min == 1 ? "empty" : "too_short", "At least " + min + " characters are needed.");
        check(length <= max, pointer, "too_long", "At most " + max + " characters are allowed.");
        return check(isClean(value), pointer, "invalid_characters", "Control characters are not allowed.");
    }

    /** Text as in {@link #text}, and something must be left of it, on one line, when the space around it is taken away. */
    public InputErrors line(@Nullable String value, String pointer, int max) {
        text(value, pointer, 1, max);
        String stripped = value == null ? "" : value.strip();
        check(value == null || value.isEmpty() || !stripped.isEmpty(), pointer, "empty", "It must not be blank.");
        return check(stripped.lines().count() <= 1, pointer, "invalid_characters", "It must be on one line.");
    }

    /** Text must be there and match the pattern; {@code rule} says the pattern in words. */
    public InputErrors pattern(@Nullable String value, String pointer, Pattern pattern, String rule) {
        required(value, pointer);
        return value == null ? this : check(pattern.matcher(value).matches(), pointer, "invalid_format", rule);
    }

    /** Labels: at most 64; keys of {@code [a-z0-9_.-]}, 1–63 long, starting with a letter; values up to 255 characters. */
    public InputErrors labels(@Nullable Map<String, String> labels, String pointer) {
        if (labels == null) {
            return this;
        }
        check(labels.size() <= MAX_LABELS, pointer, "too_many", "At most 64 labels are allowed.");
        labels.forEach((key, value) -> {
            String at = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
            check(
                    LABEL_KEY.matcher(key).matches(),
                    at,
                    "invalid_format",
                    "A label key is 1 to 63 of a-z, 0-9, '_', '.', '-', and starts with a letter.");
            optionalText(value, at, 0, MAX_LABEL_VALUE);
            required(value, at);
        });
        return this;
    }

    /**
     * The request's body, which a client may have left out or sent as {@code null}.
     *
     * @throws ProblemException {@code invalid_input} when there is none
     */
    public static <T> T body(@Nullable T body) {
        if (body == null) {
            throw ProblemException.invalid("", "required", "A JSON body is required.");
        }
        return body;
    }

    /**
     * Ends the collection.
     *
     * @throws ProblemException with everything that was found, if anything was
     */
    public void orThrow() {
        if (!found.isEmpty()) {
            throw ProblemException.invalid(found);
        }
    }

    private static boolean isClean(String value) {
        return value.codePoints()
                .noneMatch(c -> Character.getType(c) == Character.CONTROL && c != '\n' && c != '\t' && c != '\r'
                        || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
