package cloud.lariba.cloud.providers.aws;

import org.junit.jupiter.api.condition.EnabledIf;

/** S3 and IAM as the emulator has them. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class MotoStorageTest extends EnforcedStorageConformance {

    private final KeyRing storage = new KeyRing(EnforcingMoto.provider().storage());

    @Override
    protected KeyRing storage() {
        return storage;
    }
}
