package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.containers.TestEngine;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Gives the service under test the local provider with the container engine of this machine. */
public class EngineTestResource implements QuarkusTestResourceLifecycleManager {

    private final String installation = "test-" + UUID.randomUUID();

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(LocalServers.configuration());
        settings.put("lariba.container.engine", TestEngine.program());
        settings.put("lariba.container.installation-id", installation);
        settings.put("lariba.container.images.\"ubuntu-24.04\"", TestEngine.IMAGE);
        return settings;
    }

    @Override
    public void stop() {
        TestEngine.sweep(installation);
    }
}
