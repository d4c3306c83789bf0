package cloud.lariba.local;

import cloud.lariba.local.home.UserError;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The local stack's command line; {@code ./lariba} is its start script. */
@Command(
        name = "lariba",
        description = "Runs the whole of Lariba Cloud on this machine.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ResetCommand.class,
            DemoCommand.class,
            TestCommand.class,
            SweepCommand.class
        })
final class Lariba {

    static final int FAILED = 1;

    private Lariba() {}

    /** Runs one command and exits with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Lariba())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("lariba: " + message(failure));
                    return FAILED;
                });
    }

    private static String message(Exception failure) throws Exception {
        return switch (failure) {
            case UserError error -> String.valueOf(error.getMessage());
            case IOException error
            when String.valueOf(error.getMessage()).contains("No space left") ->
                "the disk is full: " + error.getMessage();
            default -> throw failure;
        };
    }
}
