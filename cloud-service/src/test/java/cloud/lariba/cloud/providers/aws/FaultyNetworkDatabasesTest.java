package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.DatabaseConformance;
import cloud.lariba.cloud.providers.DatabaseProvider;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RDS and EC2 over a network in which anything goes wrong that can, called as the engine calls them, with a real server behind the instances.
 */
@ParameterizedClass(name = "seed {0}")
@ValueSource(longs = {1, 2, 3, 4})
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class FaultyNetworkDatabasesTest extends DatabaseConformance {

    private static RealPostgresBehindRds endpoint;

    @RegisterExtension
    final FaultNetwork network;

    private final DatabaseProvider databases;

    FaultyNetworkDatabasesTest(long seed) {
        network = FaultNetwork.random(seed, endpoint.url());
        Map<String, String> settings = new HashMap<>(network.settings());
        settings.put("lariba.providers.aws.databases.tls", "disable");
        databases = FaultRetries.around(
                DatabaseProvider.class, AwsSettings.provider(settings).database());
    }

    @BeforeAll
    static void open() {
        endpoint = new RealPostgresBehindRds(MotoServer.running().endpoint());
    }

    @AfterAll
    static void close() {
        endpoint.close();
    }

    @Override
    protected DatabaseProvider databases() {
        return databases;
    }

    @Override
    protected String region() {
        return AwsSettings.REGION;
    }
}
