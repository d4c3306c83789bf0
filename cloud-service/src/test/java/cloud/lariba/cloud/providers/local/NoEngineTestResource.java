package cloud.lariba.cloud.providers.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Gives the service under test the local provider with a container engine that does not answer. */
public class NoEngineTestResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(LocalServers.configuration());
        settings.put("lariba.container.engine", "/no/such/engine");
        settings.put("lariba.container.installation-id", "test");
        return settings;
    }

    @Override
    public void stop() {
        // Nothing was made.
    }
}
