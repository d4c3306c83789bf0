package cloud.lariba.auth.tokens;

import static java.util.Objects.requireNonNull;

import cloud.lariba.rest.InputErrors;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Client credentials and the short name of the service to be called. */
record ServiceTokenRequest(
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String audience) {

    private static final Set<String> AUDIENCES = Set.of("auth", "user", "project", "cloud", "analytics", "gateway");
    private static final int MAX_LENGTH = 512;

    /** The request once every field is known to be there. */
    record Checked(String clientId, String clientSecret, String audience) {

        @Override
        public String toString() {
            return "Checked[clientId=" + clientId + ", audience=" + audience + "]";
        }
    }

    Checked check() {
        String id = clientId;
        String secret = clientSecret;
        String to = audience;
        InputErrors errors = new InputErrors()
                .text(id, "/client_id", 1, MAX_LENGTH)
                .text(secret, "/client_secret", 1, MAX_LENGTH)
                .required(to, "/audience");
        if (to != null) {
            errors.check(AUDIENCES.contains(to), "/audience", "unknown", "There is no service of this name.");
        }
        errors.orThrow();
        return new Checked(requireNonNull(id), requireNonNull(secret), requireNonNull(to));
    }

    @Override
    public String toString() {
        return "ServiceTokenRequest[clientId=" + clientId + ", audience=" + audience + "]";
    }
}
