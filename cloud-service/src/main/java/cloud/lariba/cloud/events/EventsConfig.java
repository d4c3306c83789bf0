package cloud.lariba.cloud.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the stream of events is served. */
@ConfigMapping(prefix = "lariba.events")
public interface EventsConfig {

    /** How long a stream may be silent before a comment shows that it is alive. */
    @WithDefault("15S")
    Duration heartbeat();

    /** How often an open stream checks that its token still holds and which projects its caller still may see. */
    @WithDefault("4S")
    Duration accessCheck();

    /** How many streams this process serves at once. */
    @WithDefault("1000")
    int maxStreams();

    /** How many streams of one user this process serves at once. */
    @WithDefault("16")
    int maxStreamsPerUser();
}
