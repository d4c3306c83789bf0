package cloud.lariba.auth.signin;

import cloud.lariba.auth.accounts.NewAccount;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /auth/register}. */
@Schema(name = "RegisterRequest")
record RegisterRequest(
        @Schema(required = true, minLength = 1, maxLength = 100) @Nullable
        String name,

        @Schema(required = true, format = "email", maxLength = 254) @Nullable
        String email,

        @Schema(required = true, format = "password", minLength = 12, maxLength = 128) @Nullable
        String password) {

    NewAccount check() {
        return NewAccount.check(name, email, password, true);
    }

    @Override
    public String toString() {
        return "RegisterRequest[email=" + email + "]";
    }
}
