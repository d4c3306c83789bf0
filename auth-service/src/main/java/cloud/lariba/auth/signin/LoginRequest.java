package cloud.lariba.auth.signin;

import static java.util.Objects.requireNonNull;

import cloud.lariba.auth.accounts.EmailAddress;
import cloud.lariba.auth.passwords.PasswordRules;
import cloud.lariba.rest.InputErrors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /auth/login}. */
@Schema(name = "LoginRequest")
record LoginRequest(
        @Schema(required = true, format = "email", maxLength = 254) @Nullable
        String email,

        @Schema(required = true, format = "password", maxLength = 128) @Nullable
        String password,

        @Schema(description = "One-time code of the second factor; not needed yet", maxLength = 32) @Nullable
        String otp) {

    private static final int MAX_OTP = 32;

    /** The request as it is acted on. */
    record Checked(String email, String password) {

        @Override
        public String toString() {
            return "Checked[email=" + email + "]";
        }
    }

    Checked check() {
        new InputErrors()
                .text(email, "/email", 1, EmailAddress.MAX_LENGTH)
                .text(password, "/password", 1, PasswordRules.MAX_LENGTH)
                .optionalText(otp, "/otp", 1, MAX_OTP)
                .orThrow();
        return new Checked(EmailAddress.normalise(requireNonNull(email)), requireNonNull(password));
    }

    @Override
    public String toString() {
        return "LoginRequest[email=" + email + "]";
    }
}
