package cloud.lariba.cloud.providers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.cloud.providers.InstanceObservation.Present;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every provider tells of resources that are not as they are wanted. */
public abstract class DriftConformance {

    /** How long anything may take. */
    protected static final Duration SOON = Duration.ofSeconds(30);

    /** The provider under test. */
    protected abstract Provider provider();

    /** The region in which it makes things. */
    protected abstract String region();

    @Test
    void anInstanceDiffersByItsSize() {
        ResourceIdentity identity = someInstance();

        List<Difference> asMade = provider().compute().differences(identity, instance("t3.micro"));
        List<Difference> otherwise = provider().compute().differences(identity, instance("t3.large"));

        assertEquals(List.of(), asMade);
        assertEquals(List.of(new Difference("instance_type", "t3.large", "t3.micro")), otherwise);
    }

    @Test
    void aBucketThatIsAsItWasMadeDoesNotDiffer() {
        BucketSpec spec = new BucketSpec(someIdentity(), bucket());
        provider().storage().ensureBucket(spec);

        assertEquals(List.of(), provider().storage().differences(spec));
    }

    @Test
    void nothingIsToldOfAnInstanceThatIsNotThere() {
        Permanent refused = assertThrows(
                Permanent.class, () -> provider().compute().differences(someIdentity(), instance("t3.micro")));

        assertEquals("not_found", refused.reason());
    }

    /** An instance of {@code t3.micro} that runs. */
    protected ResourceIdentity someInstance() {
        ResourceIdentity identity = someIdentity();
        ComputeProvider compute = provider().compute();
        InstanceSettings settings = instance("t3.micro");
        InstanceSpec spec = new InstanceSpec(
                identity, settings, compute.imageId(identity, settings.image()), identity.compactServiceId(), 0);
        await().atMost(SOON).until(() -> compute.ensureInstance(spec) == Progress.DONE);
        await().atMost(SOON)
                .until(() -> compute.observe(identity) instanceof Present there && there.state() == State.RUNNING);
        return identity;
    }

    /** An identity that no test used. */
    protected ResourceIdentity someIdentity() {
        return new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), region(), 1);
    }

    /** An instance of this size. */
    protected static InstanceSettings instance(String type) {
        return new InstanceSettings(type, "ubuntu-24.04", 20, List.of(), null, List.of(), false);
    }

    /** A bucket without wishes. */
    protected static BucketSettings bucket() {
        return new BucketSettings(false, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false);
    }

    /** A database of this size. */
    protected static DatabaseSettings database(String instanceClass) {
        return new DatabaseSettings("postgres", "18", instanceClass, 20, false, 0, List.of());
    }
}
