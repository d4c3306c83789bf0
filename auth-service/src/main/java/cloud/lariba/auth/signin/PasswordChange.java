package cloud.lariba.auth.signin;

import static java.util.Objects.requireNonNull;

import cloud.lariba.auth.passwords.PasswordRules;
import cloud.lariba.rest.InputErrors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /auth/password/change}. */
@Schema(name = "PasswordChange")
record PasswordChange(
        @Schema(required = true, format = "password", maxLength = 128) @Nullable
        String currentPassword,

        @Schema(required = true, format = "password", minLength = 12, maxLength = 128) @Nullable
        String newPassword) {

    /** The change, every field of which obeys its rule. */
    record Checked(String currentPassword, String newPassword) {

        @Override
        public String toString() {
            return "Checked[]";
        }
    }

    Checked check(String email) {
        InputErrors errors = new InputErrors().text(currentPassword, "/current_password", 1, PasswordRules.MAX_LENGTH);
        PasswordRules.check(newPassword, "/new_password", email, errors);
        errors.orThrow();
        return new Checked(requireNonNull(currentPassword), requireNonNull(newPassword));
    }

    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}
