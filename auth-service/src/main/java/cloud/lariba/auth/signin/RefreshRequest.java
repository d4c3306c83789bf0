package cloud.lariba.auth.signin;

import static java.util.Objects.requireNonNull;

import cloud.lariba.rest.InputErrors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /auth/refresh} and {@code POST /auth/logout}. */
@Schema(name = "RefreshRequest")
record RefreshRequest(
        @Schema(required = true, maxLength = 512) @Nullable String refreshToken) {

    private static final int MAX_LENGTH = 512;

    String check() {
        new InputErrors().text(refreshToken, "/refresh_token", 1, MAX_LENGTH).orThrow();
        return requireNonNull(refreshToken);
    }

    @Override
    public String toString() {
        return "RefreshRequest[]";
    }
}
