package cloud.lariba.local;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.home.Secrets;
import cloud.lariba.local.home.UserError;
import cloud.lariba.local.stack.Installation;
import cloud.lariba.local.stack.Jvm;
import cloud.lariba.local.stack.Leftovers;
import cloud.lariba.local.stack.Lock;
import cloud.lariba.local.stack.Ports;
import cloud.lariba.local.stack.Stack;
import cloud.lariba.local.stack.StackState;
import cloud.lariba.local.stack.StateFile;
import cloud.lariba.local.stack.Watchdog;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a stack, and stays with it until it is told to end. */
@Command(
        name = "up",
        description = "Builds what is stale and starts everything; Ctrl-C stops it again. The data stay.",
        footer = {
            "",
            "The first start after a build writes class archives to target/lariba, which make later starts faster, and"
                    + " takes longer for it. LARIBA_ARCHIVES=off leaves that out."
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private static final Duration DYING = Duration.ofSeconds(2);
    private static final Duration CLEANING = Duration.ofSeconds(60);
    private static final int SWEEP_HEAP_MEBIBYTES = 32;

    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The gateway's port; the other parts use the eight ports after it. Default: those used last,"
                    + " at first 8080")
    private @Nullable Integer port;

    @Option(
            names = "--ports",
            paramLabel = "free",
            description = "Use free ports; those used last when they are still free")
    private @Nullable PortChoice choice;

    @Option(names = "--detach", description = "Return when everything is ready, and leave it running")
    private boolean detach;

    @Option(names = "--logs", description = "Print the logs of all parts, too")
    private boolean logs;

    private enum PortChoice {
        FREE
    }

    @Override
    public Integer call() throws Exception {
        Home home = homeOption.home();
        home.prepare();
        if (port != null && choice != null) {
            throw new UserError("choose either --port or --ports");
        }
        if (detach) {
            return new DetachedUp(home, System.out).run(portArguments());
        }
        try (Lock lock = lock(home)) {
            Leftovers.clear(home);
            run(home);
        }
        return 0;
    }

    private void run(Home home) throws IOException, InterruptedException {
        Ports ports = ports(home);
        ports.requireFree();
        ports.remember(home);
        StartProgress progress = new StartProgress(System.out, clock);
        Stack stack =
                new Stack(home, ports, Installation.current(), new Secrets(home, random), clock, progress::accept);
        Watchdog watchdog = Watchdog.start(sweep(home), home.log("launcher"));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stack.stop();
            watchdog.dismiss();
        }));
        stack.start();
        progress.ready(home);
        if (logs) {
            Thread.startVirtualThread(() -> new LogView(home, System.out).follow(List.of(), 0));
        }
        ended.await();
    }

    private Ports ports(Home home) {
        if (port != null) {
            return new Ports(port);
        }
        var last = Ports.remembered(home);
        if (choice == PortChoice.FREE) {
            return last.filter(Ports::areFree).orElseGet(() -> Ports.free(random));
        }
        return last.orElseGet(() -> Ports.standard());
    }

    private List<String> portArguments() {
        List<String> arguments = new ArrayList<>();
        if (port != null) {
            arguments.addAll(List.of("--port", port.toString()));
        }
        if (choice != null) {
            arguments.addAll(List.of("--ports", choice.name()));
        }
        return arguments;
    }

    private static List<String> sweep(Home home) {
        List<String> arguments = new ArrayList<>(Jvm.own(Lariba.class));
        arguments.addAll(List.of("sweep", "--home", home.root().toString()));
        return Jvm.command(Jvm.steadyHeap(SWEEP_HEAP_MEBIBYTES), arguments);
    }

    /**
     * Takes the right to start the stack. A launcher that was just killed may be listed as alive for a moment, and its
     * watchdog holds the lock for the seconds that it needs.
     */
    static Lock lock(Home home) {
        boolean running = new StateFile(home).readLive().isPresent();
        return Lock.take(home, running ? DYING : CLEANING).orElseThrow(() -> alreadyRunning(home));
    }

    static UserError alreadyRunning(Home home) {
        return new UserError(new StateFile(home)
                .readLive()
                .map(StackState::gateway)
                .map(gateway -> "already running at " + gateway + "; ./lariba status shows it, ./lariba down stops it")
                .orElse("another command is starting or stopping this stack"));
    }
}
