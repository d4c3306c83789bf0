package cloud.lariba.local;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.home.UserError;
import cloud.lariba.local.stack.StackState;
import cloud.lariba.local.stack.StateFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that tells one stack from another. */
final class HomeOption {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:LARIBA_HOME:-.lariba}",
            description = "Where the stack keeps its data; each stack has its own. Also the environment variable"
                    + " LARIBA_HOME. Default: ${DEFAULT-VALUE}")
    private Path directory = Path.of(".lariba");

    Home home() {
        return new Home(directory);
    }

    StateFile stateFile() {
        return new StateFile(home());
    }

    /** Returns the state of the stack, which has to be running. */
    StackState running() {
        return stateFile()
                .readLive()
                .filter(state -> state.phase() == StackState.Phase.RUNNING)
                .orElseThrow(
                        () -> new UserError("no stack is running in " + home().root() + "; ./lariba up starts it"));
    }
}
