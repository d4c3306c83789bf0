package cloud.lariba.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Documents {@code ./lariba test}, which the start script carries out: it has to work before anything is built. */
@Command(
        name = "test",
        description = {
            "Builds everything and runs all tests: those of each module, and then the end-to-end tests against a stack"
                    + " of its own, on free ports, which it stops again. In a copy, while a stack runs that was started from"
                    + " this tree.",
            "",
            "LARIBA_TEST_ARGS holds further arguments for Maven."
        },
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        System.err.println("lariba: run it as ./lariba test");
        return Lariba.FAILED;
    }
}
