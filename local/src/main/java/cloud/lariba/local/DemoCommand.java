package cloud.lariba.local;

import cloud.lariba.local.demo.Demo;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what Lariba Cloud does. */
@Command(
        name = "demo",
        description = "Goes through the main job against the running stack and prints each request as a curl line.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Option(names = "--gateway", paramLabel = "URL", description = "Another gateway than that of the stack in --home")
    private @Nullable String gateway;

    @Override
    public Integer call() {
        String address = gateway == null ? homeOption.running().gateway() : gateway;
        new Demo(address, System.out, Clock.systemUTC(), new SecureRandom()).run();
        System.out.println();
        System.out.println("All of it worked.");
        return 0;
    }
}
