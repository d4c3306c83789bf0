package cloud.lariba.identity;

import cloud.lariba.identity.Verification.Accepted;
import cloud.lariba.identity.Verification.Refused;
import cloud.lariba.identity.Verification.UnknownKey;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Decides whether a bearer token is good here and now: genuine, for this service, alive and not revoked. */
@ApplicationScoped
public class AccessTokens {

    private final TokenVerifier verifier;
    private final Jwks jwks;
    private final RevocationFeed revocations;
    private final Clock clock;

    AccessTokens(IdentityConfig config, Jwks jwks, RevocationFeed revocations, Clock clock) {
        this.verifier = new TokenVerifier(
                config.issuer(),
                Set.of(TokenVerifier.USER_AUDIENCE, config.serviceName()),
                config.maxTokenLife(),
                clock);
        this.jwks = jwks;
        this.revocations = revocations;
        this.clock = clock;
    }

    /**
     * Checks a token; may block for one fetch of the key set.
     *
     * @throws ProblemException {@code upstream_unavailable} when auth-service has been out of reach for too long to tell
     */
    public Verification check(String token) {
        return switch (verifier.verify(token, jwks.current())) {
            case UnknownKey unknown -> settle(verifier.verify(token, jwks.refresh()));
            case Verification known -> settle(known);
        };
    }

    /**
     * Checks a token against the keys that are known now, without blocking. A token of any other key stays {@link UnknownKey}; after
     * {@link Jwks#refresh()} the answer may differ.
     *
     * @throws ProblemException {@code upstream_unavailable} when auth-service has been out of reach for too long to tell
     */
    public Verification checkWithKnownKeys(String token) {
        return settle(verifier.verify(token, jwks.current()));
    }

    /**
     * Checks whether a token that was accepted before is still good: not expired, its key still published as far as is known here, and its session
     * not revoked. Never blocks.
     *
     * @throws ProblemException {@code upstream_unavailable} when auth-service has been out of reach for too long to tell
     */
    public Verification checkAgain(VerifiedToken token) {
        if (!clock.instant().isBefore(token.expiresAt())) {
            return new Refused("expired");
        }
        return jwks.current().has(token.keyId()) ? settle(new Accepted(token)) : new Refused("unknown_key");
    }

    private Verification settle(Verification verification) {
        if (verification instanceof Accepted(VerifiedToken token) && token.sessionId() != null) {
            if (!revocations.isCurrent()) {
                throw ProblemException.of(ProblemCode.UPSTREAM_UNAVAILABLE, "Tokens cannot be checked at the moment.")
                        .retryAfter(Duration.ofSeconds(2));
            }
            return revocations.isRevoked(token) ? new Refused("revoked") : verification;
        }
        return verification;
    }
}
