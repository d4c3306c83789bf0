package cloud.lariba.local.stack;

import cloud.lariba.local.process.ProcessIdentity;
import cloud.lariba.local.process.Supervisor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stack at one moment; kept in a file while it runs, from which other commands learn it.
 *
 * @param launcher the process that started everything
 * @param startedAt when the launcher began to start the stack
 * @param parts every part, in the order of {@link Part}
 */
public record StackState(
        Phase phase,
        String home,
        ProcessIdentity launcher,
        Instant startedAt,
        String gateway,
        int postgresPort,
        String s3Endpoint,
        List<PartState> parts) {

    /** Where in its life a stack is. */
    public enum Phase {
        STARTING,
        RUNNING,
        STOPPING
    }

    /**
     * What is known of one part.
     *
     * @param process its process, null when it has none
     * @param startedAt when that process was started
     * @param restarts how often it was started again after it had ended by itself
     */
    public record PartState(
            String name,
            Supervisor.State state,
            int port,
            @Nullable ProcessIdentity process,
            @Nullable Instant startedAt,
            int restarts) {}
}
