package cloud.lariba.local.process;

import cloud.lariba.local.home.UserError;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one program running. The first start has to succeed; from then on a process that ends is started again, at growing
 * intervals, until the supervisor is told to stop.
 */
public final class Supervisor {

    private static final long PROBE_INTERVAL_MILLIS = 150;
    private static final Duration END_WAIT = Duration.ofSeconds(10);
    private static final int LOG_LINES = 12;

    private final Program program;
    private final Clock clock;
    private final Runnable onChange;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final Backoff backoff = new Backoff();

    private @Nullable Process process;
    private @Nullable Thread thread;
    private Watch watch = Watch.NOT_STARTED;
    private boolean stopping;

    /** What a supervised program does. */
    public enum State {
        WAITING,
        STARTING,
        RUNNING,
        RESTARTING,
        STOPPED,
        FAILED
    }

    /**
     * What is known of a program at one moment.
     *
     * @param process its process, null when there is none
     * @param startedAt when that process was started, null when there is none
     * @param restarts how often it was started again after it had ended by itself
     */
    public record Watch(
            State state,
            @Nullable ProcessIdentity process,
            @Nullable Instant startedAt,
            int restarts) {

        static final Watch NOT_STARTED = new Watch(State.WAITING, null, null, 0);
    }

    /**
     * Creates a supervisor that has not started anything.
     *
     * @param onChange called, on any thread, after each change of what {@link #watch} returns
     */
    public Supervisor(Program program, Clock clock, Runnable onChange) {
        this.program = program;
        this.clock = clock;
        this.onChange = onChange;
    }

    /** Returns the name of the program. */
    public String name() {
        return program.name();
    }

    /** Returns what is known of the program now. */
    public synchronized Watch watch() {
        return watch;
    }

    /**
     * Starts the program.
     *
     * @return completes when the program is ready for the first time, or with a {@link UserError} that says why it is not
     */
    public synchronized CompletableFuture<Void> start() {
        if (!stopping && thread == null) {
            thread = Thread.ofVirtual().name("supervise-" + program.name()).start(this::keepRunning);
        }
        return firstReady;
    }

    /** Ends the program for good; returns when its process has ended. */
    public void stop() {
        Process running;
        Thread supervising;
        synchronized (this) {
            stopping = true;
            running = process;
            supervising = thread;
        }
        if (supervising != null) {
            supervising.interrupt();
        }
        if (running != null && running.isAlive()) {
            program.stop(running.toHandle());
        }
        awaitEnd(supervising);
        change(State.STOPPED, false);
    }

    private static void awaitEnd(@Nullable Thread supervising) {
        try {
            if (supervising != null) {
                supervising.join(END_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepRunning() {
        try {
            Instant begun = clock.instant();
            while (run()) {
                Thread.sleep(backoff.after(Duration.between(begun, clock.instant())));
                begun = clock.instant();
            }
        } catch (InterruptedException e) {
            firstReady.cancel(false);
        }
    }

    /**
     * Starts the program, unless its process is there, and waits for its end. What goes wrong with that once the program was
     * ready counts like an end: whoever waited for the first start has gone, and the next start may succeed.
     *
     * @return whether it is to be started again
     */
    private boolean run() throws InterruptedException {
        try {
            if (!isRunning() && !launch()) {
                return false;
            }
            awaitReadyThenEnd();
            if (!firstReady.isDone()) {
                fail("%s ended with exit code %d before it was ready"
                        .formatted(program.name(), running().exitValue()));
            }
            change(State.RESTARTING, true);
        } catch (IOException | RuntimeException e) {
            String reason = "%s could not be started: %s".formatted(program.name(), e.getMessage());
            if (firstReady.isDone()) {
                System.err.println("lariba: " + reason + "; trying again");
            } else {
                fail(reason);
            }
        }
        return !firstReady.isCompletedExceptionally();
    }

    private synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    private boolean launch() throws IOException, InterruptedException {
        boolean again = firstReady.isDone();
        change(again ? State.RESTARTING : State.STARTING, true);
        Process started = program.start(again);
        synchronized (this) {
            process = started;
            watch = new Watch(
                    watch.state(),
                    ProcessIdentity.of(started.toHandle()),
                    clock.instant(),
                    watch.restarts() + (again ? 1 : 0));
            if (stopping) {
                program.stop(started.toHandle());
                return false;
            }
        }
        onChange.run();
        return true;
    }

    private void awaitReadyThenEnd() throws InterruptedException {
        Process running = running();
        Instant deadline = clock.instant().plus(program.patience());
        while (running.isAlive() && !program.isReady()) {
            if (!firstReady.isDone() && clock.instant().isAfter(deadline)) {
                fail("%s was not ready after %d s"
                        .formatted(program.name(), program.patience().toSeconds()));
                break;
            }
            running.waitFor(PROBE_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (running.isAlive()) {
            change(State.RUNNING, true);
            firstReady.complete(null);
        }
        running.waitFor();
    }

    private synchronized Process running() {
        if (process == null) {
            throw new IllegalStateException("nothing was started");
        }
        return process;
    }

    private void fail(String reason) {
        change(State.FAILED, true);
        StringBuilder message = new StringBuilder(reason)
                .append("; the end of its log (")
                .append(program.log().path())
                .append("):");
        program.log().tail(LOG_LINES).forEach(line -> message.append("\n    ").append(line));
        firstReady.completeExceptionally(new UserError(message.toString()));
    }

    private void change(State state, boolean unlessStopping) {
        synchronized (this) {
            if ((unlessStopping && stopping) || watch.state() == State.FAILED) {
                return;
            }
            watch = new Watch(state, watch.process(), watch.startedAt(), watch.restarts());
        }
        onChange.run();
    }
}
