package cloud.lariba.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How this service takes part in the installation's identity. */
@ConfigMapping(prefix = "lariba.identity")
public interface IdentityConfig {

    /** This service's short name: its client id, and the audience of tokens that other services send to it. */
    String serviceName();

    /** The {@code iss} of every token of this installation. */
    @WithDefault("https://lariba.local")
    String issuer();

    /** The secret with which this service asks auth-service for service tokens. */
    Optional<String> clientSecret();

    /** How long tokens stay accepted after the last successful look at the revocation feed. */
    @WithDefault("60S")
    Duration revocationGrace();

    /** The shortest time between two fetches of the key set that unknown key ids cause. */
    @WithDefault("30S")
    Duration keyRefreshInterval();

    /** How long a fetched key set is used before it is fetched again: so long at most is a key trusted that is not published any more. */
    @WithDefault("5M")
    Duration keyReloadInterval();

    /**
     * The longest life of a token, of a user or of a service: one that claims a longer one is refused, however genuine. Revocations are
     * remembered for as long.
     */
    @WithDefault("15M")
    Duration maxTokenLife();
}
