package cloud.lariba.analytics.queries;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds on queries. */
@ConfigMapping(prefix = "lariba.analytics.queries")
interface QueryConfig {

    /** How long the database may work on one query before it is given up with 503; whole seconds. */
    @WithDefault("10S")
    Duration timeout();
}
