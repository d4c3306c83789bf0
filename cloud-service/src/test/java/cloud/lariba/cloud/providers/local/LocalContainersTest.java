package cloud.lariba.cloud.providers.local;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.DriftConformance;
import cloud.lariba.cloud.providers.InstanceObservation.Present;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSettings.FirewallRule;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException.NotSupported;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.containers.TestEngine;
import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(IdentityTestResource.class)
@WithTestResource(EngineTestResource.class)
@EnabledIf(value = "cloud.lariba.cloud.providers.containers.TestEngine#answers", disabledReason = TestEngine.ABSENT)
class LocalContainersTest extends DriftConformance {

    @Inject
    Providers providers;

    @Inject
    SimulatedCompute simulated;

    @Inject
    ContainerRecords records;

    @Override
    protected Provider provider() {
        return providers.get("local");
    }

    @Override
    protected String region() {
        return "local";
    }

    @Test
    void anInstanceIsAContainerThatIsRecordedUntilItIsGone() {
        ResourceIdentity identity = someInstance();
        boolean recorded = records.isContainer(identity.serviceId());
        Present instance = (Present) provider().compute().observe(identity);

        await().atMost(SOON).until(() -> provider().compute().terminate(identity) == Progress.DONE);

        assertFalse(instance.simulated());
        assertTrue(recorded);
        assertFalse(records.isContainer(identity.serviceId()));
    }

    @Test
    void aSimulatedInstanceStaysSimulated() {
        ResourceIdentity identity = someIdentity();
        InstanceSpec spec = new InstanceSpec(identity, instance("t3.micro"), "ubuntu-24.04", "token", 0);
        simulated.ensureInstance(spec);

        assertEquals("ubuntu-24.04", provider().compute().imageId(identity, "ubuntu-24.04"));
        provider().compute().ensureInstance(spec);

        assertTrue(((Present) provider().compute().observe(identity)).simulated());
        assertFalse(records.isContainer(identity.serviceId()));
    }

    @Test
    void aContainerWithoutARecordIsFoundAndRemoved() {
        ResourceIdentity identity = someInstance();
        records.forget(identity.serviceId());

        boolean listed = provider().inventory().list("local").resources().stream()
                .anyMatch(found -> found.serviceId().equals(identity.serviceId()));
        await().atMost(SOON).until(() -> provider().compute().terminate(identity) == Progress.DONE);

        assertTrue(listed);
        assertFalse(provider().inventory().list("local").resources().stream()
                .anyMatch(found -> found.serviceId().equals(identity.serviceId())));
    }

    @ParameterizedTest
    @MethodSource
    void whatAContainerDoesNotDoIsRefused(String capability, InstanceSettings settings) {
        InstanceSpec promised = new InstanceSpec(someIdentity(), settings, "an-image", "token", 0);

        NotSupported refused = assertThrows(NotSupported.class, () -> provider().check(settings));
        NotSupported notMade =
                assertThrows(NotSupported.class, () -> provider().compute().ensureInstance(promised));

        assertEquals(capability, refused.reason());
        assertEquals(capability, notMade.reason());
    }

    static Stream<Arguments> whatAContainerDoesNotDoIsRefused() {
        String image = "ubuntu-24.04";
        FirewallRule rule = new FirewallRule("tcp", "443", "0.0.0.0/0");
        return Stream.of(
                Arguments.of(
                        "compute_ssh_keys",
                        new InstanceSettings("t3.micro", image, 20, List.of("ssh-ed25519 A"), null, List.of(), false)),
                Arguments.of(
                        "compute_user_data",
                        new InstanceSettings("t3.micro", image, 20, List.of(), "#!/bin/sh", List.of(), false)),
                Arguments.of(
                        "compute_firewall",
                        new InstanceSettings("t3.micro", image, 20, List.of(), null, List.of(rule), false)),
                Arguments.of(
                        "compute_public_ip",
                        new InstanceSettings("t3.micro", image, 20, List.of(), null, List.of(), true)));
    }
}
