package cloud.lariba.cloud.crash;

import cloud.lariba.cloud.providers.aws.AwsWorld;
import org.junit.jupiter.api.condition.EnabledIf;

/** With AWS's emulator: every call of AWS counts, too. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.AwsWorld#isPossible", disabledReason = AwsWorld.IMPOSSIBLE)
class KillAtEveryStepOnAwsIT extends KillAtEveryStep {

    KillAtEveryStepOnAwsIT() {
        super(6);
    }

    @Override
    World world() {
        return new AwsWorld();
    }
}
