package cloud.lariba.cloud.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How operations are driven. */
@ConfigMapping(prefix = "lariba.operations")
public interface OperationsConfig {

    /** How many operations this process drives at once. */
    @WithDefault("8")
    int concurrency();

    /** How long an operation belongs to a worker that is not heard of; renewed three times in that span. */
    @WithDefault("15S")
    Duration lease();

    /** How long due work of other processes may go unseen. */
    @WithDefault("1S")
    Duration poll();

    /** How long an operation may take until a failure or a wait ends it. */
    @WithDefault("15M")
    Duration deadline();

    /** As {@link #deadline}, for databases: servers of their own take tens of minutes to be made, changed or restored. */
    @WithDefault("2H")
    Duration databaseDeadline();

    /** As {@link #deadline}, for the deletion of a project: long, as a project that is being deleted has no way back. */
    @WithDefault("30D")
    Duration projectDeadline();

    /** The longest wait after a step's first failure. */
    @WithDefault("500MS")
    Duration firstBackOff();

    /** The longest wait after any failure. */
    @WithDefault("30S")
    Duration lastBackOff();
}
