package cloud.lariba.analytics.series;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much is stored, and for how long. */
@ConfigMapping(prefix = "lariba.analytics.series")
interface SeriesConfig {

    /** How long samples are kept, in whole days; at least 8 days, because samples may arrive 7 days late. */
    @WithDefault("30D")
    Duration retention();

    /** How many series a project may have; samples of further ones are refused. Two replicas may together exceed it a little. */
    @WithDefault("10000")
    int maxPerProject();
}
