package cloud.lariba.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what Lariba Cloud does. */
@Command(
        name = "demo",
        description = "Goes through the main job against the running stack and prints each request as a curl line.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Override
    public Integer call() {
        System.out.println(homeOption.running().gateway());
        return 0;
    }
}
