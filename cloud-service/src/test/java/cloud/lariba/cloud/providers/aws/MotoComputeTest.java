package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ComputeConformance;
import cloud.lariba.cloud.providers.ComputeProvider;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIf;

/** EC2 as the emulator has it: no idempotency tokens and no delays; {@link FaultyNetworkComputeTest} has them. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class MotoComputeTest extends ComputeConformance {

    @Override
    protected ComputeProvider compute() {
        return MotoServer.provider().compute();
    }

    @Override
    protected String region() {
        return AwsSettings.REGION;
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }
}
