package cloud.lariba.gateway.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the services' health is asked for. */
@ConfigMapping(prefix = "lariba.gateway.health")
public interface HealthConfig {

    /** How long a service may take to say that it is ready. */
    @WithDefault("1S")
    Duration timeout();

    /** How long an answer is repeated before the services are asked again. */
    @WithDefault("1S")
    Duration kept();

    /** The version that is shown. */
    String version();
}
