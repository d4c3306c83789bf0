package cloud.lariba.cloud;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Times that let a test see in seconds what takes longer in earnest, and the provider of the tests instead of the real ones. */
public class QuickSettings implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.ofEntries(
                Map.entry(FaultyProvider.SWITCH, "true"),
                Map.entry("lariba.operations.lease", "1500MS"),
                Map.entry("lariba.operations.poll", "200MS"),
                Map.entry("lariba.operations.first-back-off", "20MS"),
                Map.entry("lariba.operations.last-back-off", "200MS"),
                Map.entry("lariba.events.heartbeat", "1S"),
                Map.entry("lariba.events.access-check", "1S"),
                Map.entry("lariba.databases.rotation-grace", "3S"),
                Map.entry("lariba.credentials.keys-per-service", "8"),
                Map.entry("CircuitBreaker/enabled", "false"),
                Map.entry("lariba.drift.every", "1H"),
                Map.entry("lariba.orphans.every", "500MS"),
                Map.entry("lariba.orphans.poll", "200MS"),
                Map.entry("lariba.orphans.removal-pause", "200MS"));
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
