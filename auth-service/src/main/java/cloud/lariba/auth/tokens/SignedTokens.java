package cloud.lariba.auth.tokens;

import cloud.lariba.auth.keys.SigningKey;
import cloud.lariba.auth.keys.SigningKeys;
import cloud.lariba.identity.IdentityConfig;
import cloud.lariba.identity.TokenVerifier;
import cloud.lariba.rest.Ids;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Signs tokens with exactly the header and claims that {@link TokenVerifier} expects (RFC 9068). */
@ApplicationScoped
public class SignedTokens {

    private final SigningKeys keys;
    private final IdentityConfig identity;
    private final TokensConfig config;
    private final Ids ids;
    private final Clock clock;

    SignedTokens(SigningKeys keys, IdentityConfig identity, TokensConfig config, Ids ids, Clock clock) {
        this.keys = keys;
        this.identity = identity;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /** An access token of a user in a session, good for {@link TokensConfig#accessTokenLife()}. */
    public String ofUser(UUID user, UUID session, boolean admin) {
        Set<String> groups = admin ? Set.of("user", "admin") : Set.of("user");
        return sign(
                user.toString(),
                TokenVerifier.USER_AUDIENCE,
                groups,
                Map.of("sid", session.toString()),
                config.accessTokenLife());
    }

    /** A token with which a service calls the service {@code audience}, good for {@link TokensConfig#serviceTokenLife()}. */
    public String ofService(String name, String audience) {
        return sign("service:" + name, audience, Set.of("service"), Map.of(), config.serviceTokenLife());
    }

    private String sign(String subject, String audience, Set<String> groups, Map<String, Object> more, Duration life) {
        SigningKey key = keys.current();
        long now = clock.instant().getEpochSecond();
        return Jwt.claims(more)
                .issuer(identity.issuer())
                .audience(audience)
                .subject(subject)
                .groups(groups)
                .claim("jti", ids.next().toString())
                .issuedAt(now)
                .expiresAt(now + life.toSeconds())
                .jws()
                .algorithm(SignatureAlgorithm.RS256)
                .header("typ", TokenVerifier.TYPE)
                .keyId(key.id())
                .sign(key.privateKey());
    }
}
