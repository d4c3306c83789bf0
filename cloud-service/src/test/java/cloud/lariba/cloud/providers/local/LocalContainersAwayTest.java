package cloud.lariba.cloud.providers.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.Capability;
import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.InstanceObservation.Present;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A container engine is configured and does not answer. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(IdentityTestResource.class)
@WithTestResource(NoEngineTestResource.class)
class LocalContainersAwayTest {

    private static final InstanceSettings SETTINGS =
            new InstanceSettings("t3.micro", "ubuntu-24.04", 20, List.of(), null, List.of(), true);

    /** What a container can have, too. */
    private static final InstanceSettings PLAIN =
            new InstanceSettings("t3.micro", "ubuntu-24.04", 20, List.of(), null, List.of(), false);

    @Inject
    Providers providers;

    @Inject
    ContainerRecords records;

    @Test
    void aNewInstanceIsSimulated() {
        ResourceIdentity identity = someIdentity();
        local().check(SETTINGS);

        compute().ensureInstance(spec(identity, SETTINGS));

        Present instance = assertInstanceOf(Present.class, compute().observe(identity));
        assertTrue(instance.simulated());
        assertTrue(local().capabilities().contains(Capability.COMPUTE_PUBLIC_IP));
    }

    @Test
    void anInstanceThatIsAContainerIsNeverSimulated() {
        ResourceIdentity identity = someIdentity();
        records.remember(identity.serviceId());

        List<Executable> calls = List.of(
                () -> compute().imageId(identity, "ubuntu-24.04"),
                () -> compute().ensureInstance(spec(identity, PLAIN)),
                () -> compute().observe(identity),
                () -> compute().differences(identity, PLAIN),
                () -> compute().start(identity),
                () -> compute().stop(identity),
                () -> compute().reboot(identity),
                () -> compute().terminate(identity));

        assertEquals(
                List.of("unavailable"),
                calls.stream()
                        .map(call -> assertThrows(Retryable.class, call).reason())
                        .distinct()
                        .toList());
        assertTrue(records.isContainer(identity.serviceId()));
    }

    @Test
    void whatTheEngineHasIsNotTakenForGone() {
        assertFalse(local().inventory().list("local").complete());
    }

    private Provider local() {
        return providers.get("local");
    }

    private ComputeProvider compute() {
        return local().compute();
    }

    private static ResourceIdentity someIdentity() {
        return new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), "local", 1);
    }

    private static InstanceSpec spec(ResourceIdentity identity, InstanceSettings settings) {
        return new InstanceSpec(identity, settings, "ubuntu-24.04", "token", 0);
    }
}
