package cloud.lariba.cloud.providers.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(value = "cloud.lariba.cloud.providers.containers.TestEngine#answers", disabledReason = TestEngine.ABSENT)
class ContainerInventoryTest {

    private static final String INSTALLATION = TestEngine.someInstallation();
    private static final String ANOTHER = TestEngine.someInstallation();

    @AfterAll
    static void sweep() {
        TestEngine.sweep(INSTALLATION);
        TestEngine.sweep(ANOTHER);
    }

    @Test
    void onlyContainersOfThisInstallationAreSeenProvedAndRemoved() {
        ResourceIdentity identity = someIdentity();
        make(INSTALLATION, identity);
        InventoryProvider ours = TestEngine.host(INSTALLATION).inventory();
        InventoryProvider theirs = TestEngine.host(ANOTHER).inventory();
        FoundResource found = ours.list("local").resources().stream()
                .filter(one -> one.serviceId().equals(identity.serviceId()))
                .findFirst()
                .orElseThrow();

        assertEquals(
                new FoundResource(
                        Kind.COMPUTE,
                        found.resourceId(),
                        "local",
                        identity.serviceId(),
                        identity.projectId(),
                        "t3.small",
                        0),
                found);
        assertEquals(List.of(), theirs.list("local").resources());
        assertEquals(Optional.empty(), theirs.prove(found));
        assertEquals(Progress.DONE, theirs.remove(found));
        assertEquals(Optional.of(found), ours.prove(found));
        assertEquals(Progress.CALL_AGAIN, ours.remove(found));
        assertEquals(Progress.DONE, ours.remove(found));
        assertEquals(Optional.empty(), ours.prove(found));
    }

    @Test
    void whatWasMadeForAnotherServiceIsNotRemoved() {
        ResourceIdentity identity = someIdentity();
        make(INSTALLATION, identity);
        InventoryProvider inventory = TestEngine.host(INSTALLATION).inventory();
        String id = TestEngine.host(INSTALLATION).inventory().list("local").resources().stream()
                .filter(one -> one.serviceId().equals(identity.serviceId()))
                .findFirst()
                .orElseThrow()
                .resourceId();
        FoundResource wrong = new FoundResource(Kind.COMPUTE, id, "local", UUID.randomUUID(), null, null, 0);

        assertEquals(Progress.DONE, inventory.remove(wrong));
        assertEquals(
                1,
                inventory.list("local").resources().stream()
                        .filter(one -> one.resourceId().equals(id))
                        .count());
    }

    private static ResourceIdentity someIdentity() {
        return new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), "local", 1);
    }

    private static void make(String installation, ResourceIdentity identity) {
        ComputeProvider compute = TestEngine.host(installation).compute();
        InstanceSettings settings =
                new InstanceSettings("t3.small", "ubuntu-24.04", 20, List.of(), null, List.of(), false);
        InstanceSpec spec = new InstanceSpec(identity, settings, compute.imageId(identity, "ubuntu-24.04"), "token", 0);
        compute.ensureInstance(spec);
        compute.ensureInstance(spec);
    }
}
