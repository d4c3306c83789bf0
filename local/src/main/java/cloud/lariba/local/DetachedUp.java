package cloud.lariba.local;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.home.UserError;
import cloud.lariba.local.process.LogFile;
import cloud.lariba.local.stack.Jvm;
import cloud.lariba.local.stack.StackState;
import cloud.lariba.local.stack.StateFile;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the launcher as a process of its own and waits until it has everything ready. */
final class DetachedUp {

    private static final int HEAP_MEBIBYTES = 64;
    private static final long LOOK_INTERVAL_MILLIS = 100;
    private static final int LOG_LINES = 40;

    private final Home home;
    private final PrintStream out;

    DetachedUp(Home home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    int run(List<String> portArguments) throws IOException, InterruptedException {
        StateFile stateFile = new StateFile(home);
        UpCommand.lock(home).close();
        Files.deleteIfExists(home.log("launcher"));
        LogFile log = new LogFile(home.log("launcher"));
        Process launcher = new ProcessBuilder(command(portArguments))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.path().toFile()))
                .start();
        StartProgress progress = new StartProgress(out, Clock.systemUTC());
        while (!launcher.waitFor(LOOK_INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
            var state = stateFile.readLive().filter(found -> found.launcher().pid() == launcher.pid());
            state.ifPresent(progress::accept);
            if (state.filter(found -> found.phase() == StackState.Phase.RUNNING).isPresent()) {
                progress.ready(home);
                return 0;
            }
        }
        progress.end();
        throw new UserError(reason(log.tail(LOG_LINES)));
    }

    private List<String> command(List<String> portArguments) {
        List<String> arguments = new ArrayList<>();
        arguments.add("-Dlariba.root=" + System.getProperty("lariba.root", ""));
        arguments.addAll(Jvm.own(Lariba.class));
        arguments.addAll(List.of("up", "--home", home.root().toString()));
        arguments.addAll(portArguments);
        return Jvm.command(Jvm.steadyHeap(HEAP_MEBIBYTES), arguments);
    }

    private static String reason(List<String> log) {
        String prefix = "lariba: ";
        return log.stream()
                .dropWhile(line -> !line.startsWith(prefix))
                .reduce((first, second) -> first + "\n" + second)
                .map(text -> text.substring(prefix.length()))
                .orElse("the launcher ended unexpectedly:\n    " + String.join("\n    ", log));
    }
}
