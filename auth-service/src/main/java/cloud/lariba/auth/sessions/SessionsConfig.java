package cloud.lariba.auth.sessions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long people stay signed in. */
@ConfigMapping(prefix = "lariba.auth.sessions")
interface SessionsConfig {

    /** A session ends so long after the sign-in, however much it is used. */
    @WithDefault("30D")
    Duration life();

    /** A session ends when it has not been refreshed for so long. */
    @WithDefault("7D")
    Duration idle();

    /** How long ended sessions are remembered, for the addresses from which an account has been used. */
    @WithDefault("30D")
    Duration keepAfter();
}
