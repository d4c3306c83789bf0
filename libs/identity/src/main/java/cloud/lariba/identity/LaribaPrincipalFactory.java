package cloud.lariba.identity;

import cloud.lariba.identity.Verification.Accepted;
import cloud.lariba.identity.Verification.Refused;
import cloud.lariba.identity.Verification.UnknownKey;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import org.jboss.logging.Logger;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Makes Quarkus' security use {@link AccessTokens}, so that every service and the gateway judge tokens alike. */
@ApplicationScoped
@Alternative
@Priority(1)
public class LaribaPrincipalFactory extends JWTCallerPrincipalFactory {

    private static final Logger LOG = Logger.getLogger(LaribaPrincipalFactory.class);

    private final AccessTokens tokens;

    LaribaPrincipalFactory(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        return switch (tokens.check(token)) {
            case Accepted(VerifiedToken verified) -> principal(token, verified);
            case Refused(String reason) -> throw refused(reason);
            case UnknownKey unknown -> throw refused("unknown_key");
        };
    }

    private static ParseException refused(String reason) {
        LOG.debugf("token-refused reason=%s", reason);
        return new ParseException(reason);
    }

    private static JWTCallerPrincipal principal(String token, VerifiedToken verified) throws ParseException {
        try {
            JwtClaims claims = JwtClaims.parse(verified.payload());
            if (verified.isService()) {
                // The subject of a service's token is also the name of its role; a token cannot bring such a role
                // itself.
                claims.setStringListClaim("groups", ServiceRole.ANY, verified.subject());
            }
            claims.setClaim("raw_token", token);
            return new DefaultJWTCallerPrincipal(TokenVerifier.TYPE, claims);
        } catch (InvalidJwtException e) {
            throw new ParseException("malformed_claims", e);
        }
    }
}
