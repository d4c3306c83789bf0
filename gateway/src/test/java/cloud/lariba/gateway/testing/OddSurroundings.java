package cloud.lariba.gateway.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The test itself is a trusted proxy, and analytics-service is not there. */
public final class OddSurroundings implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("lariba.gateway.forwarding.trusted-proxies", "127.0.0.0/8,10.1.0.0/16,fd00::/8");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Services.class, Map.of("down", "analytics")));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
