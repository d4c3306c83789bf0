package cloud.lariba.local;

import cloud.lariba.local.stack.Leftovers;
import cloud.lariba.local.stack.Lock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the watchdog runs after the launcher was killed. Does nothing when another launcher has taken over already. */
@Command(name = "sweep", description = "Ends what a killed launcher left behind.", hidden = true)
final class SweepCommand implements Callable<Integer> {

    @Mixin
    private HomeOption homeOption = new HomeOption();

    @Override
    public Integer call() {
        Optional<Lock> lock = Lock.tryTake(homeOption.home());
        if (lock.isPresent()) {
            try (Lock held = lock.get()) {
                Leftovers.clear(homeOption.home());
            }
        }
        return 0;
    }
}
