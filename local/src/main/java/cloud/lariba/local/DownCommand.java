package cloud.lariba.local;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.process.Termination;
import cloud.lariba.local.stack.Leftovers;
import cloud.lariba.local.stack.Lock;
import cloud.lariba.local.stack.StateFile;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a stack. */
@Command(
        name = "down",
        description = "Stops everything and waits until it has ended. The data stay.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Override
    public Integer call() {
        System.out.println(stop(homeOption.home()) ? "stopped" : "not running");
        return 0;
    }

    /** Stops the stack; returns false when there was nothing to stop. */
    static boolean stop(Home home) {
        if (!Files.isDirectory(home.run())) {
            return false;
        }
        var launcher =
                new StateFile(home).read().flatMap(state -> state.launcher().find());
        launcher.ifPresent(process -> Termination.terminate(List.of(process), PATIENCE));
        try (Lock lock = Lock.take(home, PATIENCE).orElseThrow(() -> UpCommand.alreadyRunning(home))) {
            return Leftovers.clear(home) > 0 || launcher.isPresent();
        }
    }
}
