package cloud.lariba.gateway.tokens;

import cloud.lariba.identity.AccessTokens;
import cloud.lariba.identity.KeySet;
import cloud.lariba.identity.TokenVerifier;
import cloud.lariba.identity.Verification;
import cloud.lariba.identity.Verification.Accepted;
import cloud.lariba.identity.Verification.Refused;
import cloud.lariba.identity.Verification.UnknownKey;
import cloud.lariba.identity.VerifiedToken;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets users' access tokens pass, and nothing else. A token whose signature was verified is remembered by its digest; its expiry, its key and
 * the revocation of its session are looked at again on every use.
 */
@ApplicationScoped
public class TokenGate {

    private final AccessTokens tokens;
    private final KeyRefresh keys;
    private final Cache<TokenDigest, VerifiedToken> verified;

    TokenGate(AccessTokens tokens, KeyRefresh keys, TokensConfig config) {
        this.tokens = tokens;
        this.keys = keys;
        this.verified = Caffeine.newBuilder().maximumSize(config.remembered()).build();
    }

    /**
     * Judges a token without blocking; completes at once unless the key set has to be fetched for it, and always on the caller's context.
     *
     * @return {@link Accepted} or {@link Refused}; or a failure with a {@link ProblemException} when it cannot be told for the moment
     */
    public Future<Verification> judge(String token) {
        try {
            Verification now = judgeWithKnownKeys(token);
            return now instanceof UnknownKey
                    ? keys.latest().map(known -> judgeFinally(token, known))
                    : Future.succeededFuture(now);
        } catch (ProblemException undecided) {
            return Future.failedFuture(undecided);
        }
    }

    private Verification judgeFinally(String token, KeySet known) {
        if (known.isEmpty()) {
            throw ProblemException.of(ProblemCode.UPSTREAM_UNAVAILABLE, "Tokens cannot be checked at the moment.")
                    .retryAfter(Duration.ofSeconds(2));
        }
        return judgeWithKnownKeys(token) instanceof Accepted accepted ? accepted : new Refused("not_accepted");
    }

    private Verification judgeWithKnownKeys(String token) {
        TokenDigest digest = TokenDigest.of(token);
        @Nullable VerifiedToken known = verified.getIfPresent(digest);
        if (known != null) {
            Verification again = tokens.checkAgain(known);
            if (!(again instanceof Accepted)) {
                verified.invalidate(digest);
            }
            return again;
        }
        Verification verification = tokens.checkWithKnownKeys(token);
        if (verification instanceof Accepted(VerifiedToken accepted)) {
            if (!accepted.audience().equals(TokenVerifier.USER_AUDIENCE)) {
                return new Refused("service_token");
            }
            verified.put(digest, accepted);
        }
        return verification;
    }
}
