package cloud.lariba.local.process;

import java.io.IOException;
import java.time.Duration;

/** One part of the stack that runs as a process of its own. */
public interface Program {

    /** Returns the name people know it by, such as {@code auth-service}. */
    String name();

    /**
     * Starts a new process.
     *
     * @param again whether it ran before, and ended unexpectedly
     */
    Process start(boolean again) throws IOException, InterruptedException;

    /** Tells whether the process serves requests now. Asked often; answers within two seconds. */
    boolean isReady();

    /** Ends the process in order; returns when it has ended. */
    void stop(ProcessHandle process);

    /** Returns how long it may take from its start until it is ready. */
    Duration patience();

    /** Returns where its output goes. */
    LogFile log();
}
