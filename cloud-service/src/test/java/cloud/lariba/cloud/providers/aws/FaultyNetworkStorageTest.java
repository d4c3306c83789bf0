package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.StorageProvider;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** S3 and IAM over a network in which anything goes wrong that can, called as the engine calls them. */
@ParameterizedClass(name = "seed {0}")
@ValueSource(longs = {1, 2, 3})
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class FaultyNetworkStorageTest extends EnforcedStorageConformance {

    @RegisterExtension
    final FaultNetwork network;

    private final KeyRing storage;

    FaultyNetworkStorageTest(long seed) {
        network = FaultNetwork.randomEnforcing(seed);
        storage = new KeyRing(
                FaultRetries.around(StorageProvider.class, network.provider().storage()));
    }

    @Override
    protected KeyRing storage() {
        return storage;
    }

    /** A portion whose answer is lost is followed by another one, so that fewer are seen. */
    @Test
    @Override
    public void aBucketIsEmptiedInSteps() {
        ResourceIdentity identity = someBucket();
        BucketCredentials key = storage().issueCredentials(identity, "app");
        IntStream.range(0, 25).forEach(i -> put(key, "dir/" + i % 3 + "/" + i, "x"));

        assertFalse(storage().isEmpty(identity));
        assertTrue(IntStream.range(0, 3).anyMatch(i -> storage().empty(identity, Instant.MAX, 10)));
        assertTrue(storage().isEmpty(identity));
    }
}
