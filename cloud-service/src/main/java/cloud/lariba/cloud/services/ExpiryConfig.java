package cloud.lariba.cloud.services;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How services whose time is over are deleted. */
@ConfigMapping(prefix = "lariba.expiry")
interface ExpiryConfig {

    /** How long a service is left alone after something went wrong with it, such as its deletion. */
    @WithDefault("10M")
    Duration retryAfter();
}
