package cloud.lariba.cloud.provisioning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How databases are worked on. */
@ConfigMapping(prefix = "lariba.databases")
interface DatabasesConfig {

    /**
     * How long the login that a rotation replaces goes on to work while somebody is connected with it, so that clients can change over; shorter
     * than an operation may take.
     */
    @WithDefault("60S")
    Duration rotationGrace();
}
