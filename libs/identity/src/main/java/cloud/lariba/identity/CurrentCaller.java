package cloud.lariba.identity;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who calls, for resources. */
@RequestScoped
public class CurrentCaller {

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The signed-in user.
     *
     * @throws UnauthorizedException when the request has no user's token
     */
    public Caller get() {
        return find().orElseThrow(UnauthorizedException::new);
    }

    /** The short name of the calling service, or empty for users and anonymous requests. */
    public Optional<String> findService() {
        if (identity.isAnonymous()
                || !(identity.getPrincipal() instanceof JsonWebToken token)
                || !identity.hasRole(ServiceRole.ANY)) {
            return Optional.empty();
        }
        return Optional.of(token.getSubject().substring(ServiceRole.PREFIX.length()));
    }

    /** The signed-in user, or empty for anonymous requests and for services. */
    public Optional<Caller> find() {
        if (identity.isAnonymous()
                || !(identity.getPrincipal() instanceof JsonWebToken token)
                || !identity.hasRole("user")) {
            return Optional.empty();
        }
        return Optional.of(new Caller(
                UUID.fromString(token.getSubject()),
                UUID.fromString(token.<String>getClaim("sid")),
                identity.hasRole("admin"),
                token.getRawToken()));
    }
}
