package cloud.lariba.gateway.observation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is recorded about requests. */
@ConfigMapping(prefix = "lariba.gateway.access-log")
public interface ObservationConfig {

    /** Whether each request leaves a line in the log, under the category {@code cloud.lariba.access}. */
    @WithDefault("true")
    boolean enabled();
}
