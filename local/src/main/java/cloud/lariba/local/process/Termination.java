package cloud.lariba.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes: first asks, and after a while does not ask. */
public final class Termination {

    private static final long KILL_WAIT_SECONDS = 5;

    private Termination() {}

    /**
     * Asks all processes to end (SIGTERM), and kills those which are still there after {@code patience}.
     *
     * @return whether all of them ended without being killed
     */
    public static boolean terminate(Collection<ProcessHandle> processes, Duration patience) {
        processes.forEach(ProcessHandle::destroy);
        return endWithin(processes, patience);
    }

    /**
     * Asks a process to end with SIGINT, for which PostgreSQL closes its connections and shuts down cleanly, and kills it
     * when it is still there after {@code patience}.
     */
    public static void interrupt(ProcessHandle process, Duration patience) {
        signal("INT", process.pid());
        endWithin(List.of(process), patience);
    }

    private static boolean endWithin(Collection<ProcessHandle> processes, Duration patience) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        if (await(CompletableFuture.allOf(ends), patience)) {
            return true;
        }
        processes.forEach(ProcessHandle::destroyForcibly);
        await(CompletableFuture.allOf(ends), Duration.ofSeconds(KILL_WAIT_SECONDS));
        return false;
    }

    private static boolean await(CompletableFuture<?> ends, Duration patience) {
        try {
            ends.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for the end of a process does not fail", e);
        }
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("the kill command cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
