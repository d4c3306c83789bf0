package cloud.lariba.cloud.orphans;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How resources without a service are looked for. */
@ConfigMapping(prefix = "lariba.orphans")
interface OrphansConfig {

    /** How often a region of a provider is swept, by whichever replica comes first. */
    @WithDefault("1H")
    Duration every();

    /** How often each replica looks whether a sweep or a removal is due. */
    @WithDefault("5S")
    Duration poll();

    /** How long to wait before a removal that is not finished is taken up again. */
    @WithDefault("10S")
    Duration removalPause();
}
