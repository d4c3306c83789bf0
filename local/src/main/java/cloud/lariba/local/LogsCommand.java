package cloud.lariba.local;

import cloud.lariba.local.home.UserError;
import cloud.lariba.local.stack.Part;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints logs. */
@Command(
        name = "logs",
        description = "Prints the end of the logs, each line with the name of its part.",
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    private static final String LAUNCHER = "launcher";

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "PART",
            description = "gateway, auth, user, project, cloud, analytics, s3, postgres or launcher. Default: all")
    private @Nullable String part;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as lines are written, until Ctrl-C")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            description = "How many lines of each log. Default: ${DEFAULT-VALUE}")
    private int lines = 50;

    @Override
    public Integer call() {
        LogView view = new LogView(homeOption.home(), System.out);
        if (follow) {
            view.follow(names(), lines);
        } else {
            view.print(names(), lines);
        }
        return 0;
    }

    private List<String> names() {
        if (part == null) {
            return List.of();
        }
        if (part.equals(LAUNCHER)) {
            return List.of(LAUNCHER);
        }
        return List.of(Part.named(part)
                .map(Part::label)
                .orElseThrow(() -> new UserError("there is no part \"" + part + "\"; choose one of "
                        + Stream.concat(Arrays.stream(Part.values()).map(Part::label), Stream.of(LAUNCHER))
                                .collect(Collectors.joining(", ")))));
    }
}
