package cloud.lariba.cloud;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Times that let a test see in seconds what takes longer in earnest, and the provider of the tests instead of the real ones. */
public class QuickSettings implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                FaultyProvider.SWITCH,
                "true",
                "lariba.operations.lease",
                "1500MS",
                "lariba.operations.poll",
                "200MS",
                "lariba.operations.first-back-off",
                "20MS",
                "lariba.operations.last-back-off",
                "200MS",
                "lariba.events.heartbeat",
                "1S",
                "lariba.events.access-check",
                "1S",
                "lariba.databases.rotation-grace",
                "3S",
                "CircuitBreaker/enabled",
                "false");
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
