package cloud.lariba.local.stack;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.home.Secrets;
import cloud.lariba.local.home.UserError;
import cloud.lariba.local.postgres.PostgresServer;
import cloud.lariba.local.postgres.Privileges;
import cloud.lariba.local.process.ProcessIdentity;
import cloud.lariba.local.process.Program;
import cloud.lariba.local.process.Supervisor;
import cloud.lariba.local.stack.StackState.PartState;
import cloud.lariba.local.stack.StackState.Phase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** All parts of a stack, started side by side and ended in order. */
public final class Stack {

    private final Home home;
    private final Ports ports;
    private final Settings settings;
    private final Privileges privileges;
    private final Map<Part, Supervisor> supervisors = new EnumMap<>(Part.class);
    private final Consumer<StackState> progress;
    private final StateFile stateFile;
    private final Instant startedAt;
    private volatile Phase phase = Phase.STARTING;

    /**
     * Prepares a stack: makes missing keys and passwords and writes the settings of all parts.
     *
     * @param progress told of each change, on any thread
     */
    public Stack(
            Home home,
            Ports ports,
            Installation installation,
            Secrets secrets,
            Clock clock,
            Consumer<StackState> progress)
            throws IOException {
        this.home = home;
        this.ports = ports;
        this.progress = progress;
        this.settings = new Settings(home, ports, secrets);
        this.stateFile = new StateFile(home);
        this.startedAt = clock.instant();
        settings.write();
        Programs programs = new Programs(home, ports, settings, installation);
        PostgresServer postgres = programs.postgres();
        this.privileges = new Privileges(postgres);
        supervise(Part.POSTGRES, postgres, clock);
        supervise(Part.S3, programs.s3(), clock);
        Part.services().forEach(service -> supervise(service, programs.service(service), clock));
    }

    private void supervise(Part part, Program program, Clock clock) {
        supervisors.put(part, new Supervisor(program, clock, this::changed));
    }

    /**
     * Starts everything; returns when every part is ready.
     *
     * @throws UserError when a part does not become ready
     */
    public void start() {
        changed();
        CompletableFuture<Void> database = started(Part.POSTGRES).thenRun(this::establishPrivileges);
        CompletableFuture<?>[] parts = Arrays.stream(Part.values())
                .map(part -> part.hasDatabase() ? database.thenCompose(done -> started(part)) : started(part))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(parts);
        for (CompletableFuture<?> part : parts) {
            var _ = part.whenComplete((ready, failure) -> {
                if (failure != null) {
                    all.completeExceptionally(failure);
                }
            });
        }
        try {
            all.join();
        } catch (CompletionException | CancellationException e) {
            throw e.getCause() instanceof UserError reason ? reason : e;
        }
        phase = Phase.RUNNING;
        changed();
    }

    private CompletableFuture<Void> started(Part part) {
        return supervisor(part).start();
    }

    private void establishPrivileges() {
        try {
            privileges.establish(settings.databases(), settings.provisionerPassword());
        } catch (SQLException e) {
            throw new UserError("the database roles cannot be set up: " + e.getMessage());
        }
    }

    /** Ends everything: first what takes requests, last what keeps the data. */
    public void stop() {
        phase = Phase.STOPPING;
        changed();
        stop(List.of(Part.GATEWAY));
        stop(Part.services());
        stop(List.of(Part.S3));
        stop(List.of(Part.POSTGRES));
        stateFile.delete();
    }

    private void stop(List<Part> parts) {
        CompletableFuture<?>[] ends = parts.stream()
                .map(part -> CompletableFuture.runAsync(supervisor(part)::stop, Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends).join();
    }

    private Supervisor supervisor(Part part) {
        Supervisor supervisor = supervisors.get(part);
        if (supervisor == null) {
            throw new IllegalStateException(part.label() + " is not supervised");
        }
        return supervisor;
    }

    private synchronized void changed() {
        StackState state = new StackState(
                phase,
                home.root().toString(),
                ProcessIdentity.self(),
                startedAt,
                ports.url(Part.GATEWAY),
                ports.of(Part.POSTGRES),
                ports.url(Part.S3),
                Arrays.stream(Part.values()).map(this::stateOf).toList());
        stateFile.write(state);
        progress.accept(state);
    }

    private PartState stateOf(Part part) {
        Supervisor.Watch watch = supervisor(part).watch();
        return new PartState(
                part.label(), watch.state(), ports.of(part), watch.process(), watch.startedAt(), watch.restarts());
    }
}
