package cloud.lariba.user.accounts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What auth-service says of an account.
 *
 * @param email the sign-in address, normalised
 * @param roles platform roles: {@code user}, {@code admin}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Account(
        UUID id, String name, String email, boolean emailVerified, List<String> roles, Instant createdAt) {}
