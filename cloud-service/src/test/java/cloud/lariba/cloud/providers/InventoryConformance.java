package cloud.lariba.cloud.providers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.cloud.providers.FoundResource.Kind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every provider's inventory shows. */
public abstract class InventoryConformance {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** The provider under test. */
    protected abstract Provider provider();

    /** The region in which it makes things. */
    protected abstract String region();

    @Test
    void anInstanceIsListedWhileItIsThere() {
        ResourceIdentity identity = someIdentity();
        ComputeProvider compute = provider().compute();
        String image = compute.imageId(identity, "ubuntu-24.04");
        InstanceSettings settings =
                new InstanceSettings("t3.small", "ubuntu-24.04", 20, List.of(), null, List.of(), false);
        InstanceSpec spec = new InstanceSpec(identity, settings, image, identity.compactServiceId(), 0);
        await().atMost(SOON).until(() -> compute.ensureInstance(spec) == Progress.DONE);

        await().atMost(SOON).until(() -> of(identity).stream().anyMatch(one -> one.kind() == Kind.COMPUTE));
        FoundResource found = of(identity).stream()
                .filter(one -> one.kind() == Kind.COMPUTE)
                .findFirst()
                .orElseThrow();
        List<FoundResource> proved =
                provider().inventory().prove(found).stream().toList();
        await().atMost(SOON).until(() -> compute.terminate(identity) == Progress.DONE);

        assertEquals(Kind.COMPUTE, found.kind());
        assertEquals("t3.small", found.size());
        assertEquals(List.of(found), proved);
        await().atMost(SOON).until(() -> of(identity).isEmpty());
        assertEquals(List.of(), provider().inventory().prove(found).stream().toList());
    }

    @Test
    void aBucketIsListedWhileItIsThere() {
        ResourceIdentity identity = someIdentity();
        StorageProvider storage = provider().storage();
        storage.ensureBucket(new BucketSpec(
                identity, new BucketSettings(false, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false)));

        await().atMost(SOON).until(() -> of(identity).size() == 1);
        FoundResource found = of(identity).getFirst();
        List<FoundResource> proved =
                provider().inventory().prove(found).stream().toList();
        storage.delete(identity);

        assertEquals(Kind.STORAGE, found.kind());
        assertEquals(
                List.of(found.resourceId()),
                proved.stream().map(FoundResource::resourceId).toList());
        await().atMost(SOON).until(() -> of(identity).isEmpty());
        assertEquals(List.of(), provider().inventory().prove(found).stream().toList());
    }

    /** An identity that no test used. */
    protected ResourceIdentity someIdentity() {
        return new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), region(), 1);
    }

    /** What is listed of a service. */
    protected List<FoundResource> of(ResourceIdentity identity) {
        return provider().inventory().list(region()).resources().stream()
                .filter(found -> found.serviceId().equals(identity.serviceId()))
                .toList();
    }
}
