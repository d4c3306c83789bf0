package cloud.lariba.cloud.providers.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the service under test the local provider, with a real S3 server and a real PostgreSQL. */
public class LocalProviderTestResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return LocalServers.configuration();
    }

    @Override
    public void stop() {
        // The servers live as long as the JVM: the next start of the service uses them again.
    }
}
