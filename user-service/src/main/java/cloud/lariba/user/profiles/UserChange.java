package cloud.lariba.user.profiles;

import cloud.lariba.rest.InputErrors;
import org.jspecify.annotations.Nullable;

/**
 * The writable fields of a user.
 *
 * @param name 1–100 characters on one line
 * @param email the sign-in address, at most 254 characters
 */
public record UserChange(@Nullable String name, @Nullable String email) {

    /** A change in which every field obeys its rule. */
    record Checked(String name, String email) {}

    Checked check() {
        new InputErrors().line(name, "/name", 100).text(email, "/email", 3, 254).orThrow();
        if (name == null || email == null) {
            throw new IllegalStateException("unreachable: required fields were checked");
        }
        return new Checked(name.strip(), email.strip());
    }
}
