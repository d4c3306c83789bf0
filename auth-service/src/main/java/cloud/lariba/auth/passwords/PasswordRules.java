package cloud.lariba.auth.passwords;

import cloud.lariba.rest.InputErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a new password must obey: length and not being the first guess; no rules about kinds of characters (NIST SP 800-63B, 5.1.1.2). */
public final class PasswordRules {

    /** The least length, in characters (code points). */
    public static final int MIN_LENGTH = 12;
    /** The greatest length, in characters (code points); every one of them counts. */
    public static final int MAX_LENGTH = 128;

    /** A shorter local part is contained in too many good passwords. */
    private static final int SHORTEST_LOCAL_PART = 3;

    private static final Set<String> COMMON = load();

    private PasswordRules() {}

    /**
     * Notes what is wrong with a new password.
     *
     * @param pointer where it stands in the request
     * @param email the account's address; null when it is not known, because it is invalid itself
     */
    public static void check(@Nullable String password, String pointer, @Nullable String email, InputErrors errors) {
        errors.text(password, pointer, MIN_LENGTH, MAX_LENGTH);
        if (password == null) {
            return;
        }
        String folded = password.toLowerCase(Locale.ROOT);
        errors.check(!isCommon(folded), pointer, "too_common", "This password is one of the first that is guessed.");
        errors.check(
                email == null || !containsLocalPart(folded, email),
                pointer,
                "contains_email",
                "The password must not contain the name in your e-mail address.");
    }

    private static boolean isCommon(String folded) {
        return COMMON.contains(folded) || folded.codePoints().distinct().count() == 1;
    }

    private static boolean containsLocalPart(String folded, String email) {
        String local = email.substring(0, Math.max(0, email.indexOf('@'))).toLowerCase(Locale.ROOT);
        return local.length() >= SHORTEST_LOCAL_PART && folded.contains(local);
    }

    private static Set<String> load() {
        try (InputStream list = PasswordRules.class.getResourceAsStream("common-passwords.txt")) {
            if (list == null) {
                throw new IllegalStateException("common-passwords.txt is missing");
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
