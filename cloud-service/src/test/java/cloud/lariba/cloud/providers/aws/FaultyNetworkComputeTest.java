package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ComputeConformance;
import cloud.lariba.cloud.providers.ComputeProvider;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** EC2 over a network in which anything goes wrong that can, called as the engine calls it. */
@ParameterizedClass(name = "seed {0}")
@ValueSource(longs = {1, 2, 3})
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class FaultyNetworkComputeTest extends ComputeConformance {

    @RegisterExtension
    final FaultNetwork network;

    private final ComputeProvider compute;

    FaultyNetworkComputeTest(long seed) {
        network = FaultNetwork.random(seed);
        compute = FaultRetries.around(ComputeProvider.class, network.provider().compute());
    }

    @Override
    protected ComputeProvider compute() {
        return compute;
    }

    @Override
    protected String region() {
        return AwsSettings.REGION;
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(60);
    }
}
