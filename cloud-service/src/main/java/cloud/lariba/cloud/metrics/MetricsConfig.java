package cloud.lariba.cloud.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How measurements are collected from providers. */
@ConfigMapping(prefix = "lariba.metrics")
interface MetricsConfig {

    /** How long a service is left alone after it was read. */
    @WithDefault("5M")
    Duration interval();

    /** As {@link #interval}, for buckets, which are measured once a day. */
    @WithDefault("6H")
    Duration bucketInterval();

    /** How far a reading goes back behind the one before it: providers tell late, and better what they told early. */
    @WithDefault("20M")
    Duration overlap();

    /** How long a replica may work on the hundred services, at most, that it has taken. */
    @WithDefault("10M")
    Duration lease();

    /** How far back a reading goes at most, after a long outage; analytics-service takes samples of seven days. */
    @WithDefault("6D")
    Duration backlog();
}
