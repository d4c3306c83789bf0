package cloud.lariba.local;

import cloud.lariba.local.home.Home;
import cloud.lariba.local.home.UserError;
import java.io.Console;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes a stack's data. */
@Command(
        name = "reset",
        description = "Stops everything and deletes all data, keys and logs. There is no way back.",
        mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask")
    private boolean yes;

    @Override
    public Integer call() {
        Home home = homeOption.home();
        if (!Files.isDirectory(home.root())) {
            System.out.println("nothing to delete");
            return 0;
        }
        if (!yes && !confirmed(home)) {
            System.out.println("nothing was deleted");
            return Lariba.FAILED;
        }
        DownCommand.stop(home);
        home.delete();
        System.out.println("deleted " + home.root());
        return 0;
    }

    private static boolean confirmed(Home home) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new UserError("reset deletes all data in " + home.root() + "; confirm with --yes");
        }
        String answer = console.readLine("Delete all data in %s? [y/N] ", home.root());
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }
}
