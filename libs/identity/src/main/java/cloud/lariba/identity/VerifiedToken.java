package cloud.lariba.identity;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a token says once its signature and claims have been checked.
 *
 * @param subject {@code sub}: a user's id, or {@code service:} and a service's name
 * @param sessionId {@code sid}: the session it was issued in; null in service tokens
 * @param tokenId {@code jti}
 * @param keyId {@code kid}: the key that verified it
 * @param audience {@code aud}: {@code lariba} for users, else the called service's name
 * @param groups {@code groups}: {@code user}, {@code admin} or {@code service}
 * @param issuedAt {@code iat}
 * @param expiresAt {@code exp}
 * @param payload the claims as JSON text
 */
public record VerifiedToken(
        String subject,
        @Nullable UUID sessionId,
        String tokenId,
        String keyId,
        String audience,
        Set<String> groups,
        Instant issuedAt,
        Instant expiresAt,
        String payload) {

    /** Whether this is the token of a service, and not of a user. */
    public boolean isService() {
        return !audience.equals(TokenVerifier.USER_AUDIENCE);
    }
}
