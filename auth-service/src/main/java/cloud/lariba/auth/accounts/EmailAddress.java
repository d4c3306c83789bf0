package cloud.lariba.auth.accounts;

import cloud.lariba.rest.InputErrors;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in address: {@code dot-atom@domain} (RFC 5321, section 4.1.2) without quoting, comments or address literals, in ASCII.
 *
 * @param value the address as it is stored and compared: without surrounding space, in lower case
 */
public record EmailAddress(String value) {

    /** The greatest length (RFC 5321, section 4.5.3.1.3, less the angle brackets). */
    public static final int MAX_LENGTH = 254;

    private static final int MAX_LOCAL_LENGTH = 64;
    private static final String ATOM = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern FORM =
            Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")+");

    /** Any text as it would be compared, for look-ups: what is not an address simply is nobody's. */
    public static String normalise(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** The address, or empty after noting what is wrong with it. */
    public static Optional<EmailAddress> parse(@Nullable String text, String pointer, InputErrors errors) {
        errors.required(text, pointer);
        if (text == null) {
            return Optional.empty();
        }
        String value = normalise(text);
        if (value.length() > MAX_LENGTH) {
            errors.add(pointer, "too_long", "At most " + MAX_LENGTH + " characters are allowed.");
            return Optional.empty();
        }
        if (!FORM.matcher(value).matches() || value.indexOf('@') > MAX_LOCAL_LENGTH) {
            errors.add(pointer, "invalid_format", "An e-mail address like name@example.org is expected here.");
            return Optional.empty();
        }
        return Optional.of(new EmailAddress(value));
    }

    @Override
    public String toString() {
        return value;
    }
}
