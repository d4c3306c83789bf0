package cloud.lariba.cloud.drift;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How services are looked at. */
@ConfigMapping(prefix = "lariba.drift")
interface DriftConfig {

    /** How often a region of a provider has a round of looks, by whichever replica comes first, and how long a round takes at most. */
    @WithDefault("1M")
    Duration every();

    /** How many calls of the cloud the looks of one round in one region may take; the last look may take a few more. */
    @WithDefault("600")
    int callsPerRound();

    /** How long a service is left alone after a look, whether the provider answered or not. */
    @WithDefault("1H")
    Duration pace();

    /** How often each replica looks whether a round is due. */
    @WithDefault("5S")
    Duration poll();

    /** How long a replica may look at one service until another one may do it too. */
    @WithDefault("10M")
    Duration lease();
}
