package cloud.lariba.cloud.providers.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.cloud.providers.ComputeConformance;
import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.InstanceObservation;
import cloud.lariba.cloud.providers.InstanceObservation.Present;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Instances on a real engine. */
@EnabledIf(value = "cloud.lariba.cloud.providers.containers.TestEngine#answers", disabledReason = TestEngine.ABSENT)
class ContainerComputeTest extends ComputeConformance {

    private static final String INSTALLATION = TestEngine.someInstallation();
    private static final InstanceSettings MICRO =
            new InstanceSettings("t3.micro", "ubuntu-24.04", 20, List.of(), null, List.of(), false);

    @AfterAll
    static void sweep() {
        TestEngine.sweep(INSTALLATION);
    }

    @Override
    protected ComputeProvider compute() {
        return TestEngine.host(INSTALLATION).compute();
    }

    @Override
    protected String region() {
        return "local";
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(60);
    }

    @Override
    protected boolean keepsItsAddressWhileStopped() {
        return false;
    }

    @Test
    void aContainerSaysThatItIsNotSimulated() {
        Present instance = present(someRunning());

        assertEquals(false, instance.outputs().get("simulated"));
        assertFalse(instance.privateIp().isEmpty());
    }

    @Test
    void aContainerHasTheLimitsOfItsSizeAndTheLabelsOfItsService() {
        ResourceIdentity identity = someRunning();
        String id = present(identity).instanceId();

        assertEquals(
                (2L << 30) / 2 + " 200000 100000 " + identity.serviceId() + " " + identity.projectId() + " "
                        + INSTALLATION,
                TestEngine.run(
                                "container",
                                "inspect",
                                "--format",
                                "{{.HostConfig.Memory}} {{.HostConfig.CpuQuota}} {{.HostConfig.CpuPeriod}}"
                                        + " {{index .Config.Labels \"lariba:service-id\"}}"
                                        + " {{index .Config.Labels \"lariba:project-id\"}}"
                                        + " {{index .Config.Labels \"lariba:installation-id\"}}",
                                id)
                        .strip());
    }

    @Test
    void aContainerThatWasMadeAndNotStartedIsStartedByTheNextTry() {
        ResourceIdentity identity = someIdentity(1);
        InstanceSpec spec = of(identity, "t3.micro", false);

        assertEquals(Progress.CALL_AGAIN, compute().ensureInstance(spec));
        State made = present(identity).state();
        assertEquals(Progress.DONE, compute().ensureInstance(spec));

        assertEquals(State.PENDING, made);
        assertEquals(State.RUNNING, present(identity).state());
    }

    @Test
    void aContainerThatEndedByItselfIsStopped() {
        ResourceIdentity identity = someRunning();

        TestEngine.run("kill", present(identity).instanceId());

        awaitState(identity, State.STOPPED);
        assertEquals(
                Map.of("instance_id", present(identity).instanceId(), "simulated", false),
                present(identity).outputs());
    }

    @Test
    void aContainerThatSomebodyRemovedIsAbsent() {
        ResourceIdentity identity = someRunning();

        TestEngine.run("rm", "--force", present(identity).instanceId());

        assertInstanceOf(InstanceObservation.Absent.class, compute().observe(identity));
    }

    @Test
    void aContainerThatSomebodyPausedIsBroken() {
        ResourceIdentity identity = someRunning();
        String id = present(identity).instanceId();

        TestEngine.run("pause", id);

        assertInstanceOf(InstanceObservation.Failed.class, compute().observe(identity));
        TestEngine.run("unpause", id);
    }

    @Test
    void limitsThatSomebodyChangedAreADifference() {
        ResourceIdentity identity = someRunning();
        List<Difference> asMade = compute().differences(identity, MICRO);

        TestEngine.run("update", "--cpu-quota", "50000", present(identity).instanceId());
        List<Difference> changed = compute().differences(identity, MICRO);
        ensure(of(identity, "t3.micro", false));

        assertEquals(List.of(), asMade);
        assertEquals(List.of(new Difference("instance_type", "t3.micro", "unknown")), changed);
        assertEquals(List.of(), compute().differences(identity, MICRO));
    }

    @Test
    void aContainerOfTheNameWithoutOurLabelsIsNotTouched() {
        ResourceIdentity identity = someIdentity(1);
        InstanceSpec spec = of(identity, "t3.micro", false);
        String id = TestEngine.run(
                        "create", "--name", Containers.nameOf(identity), "--entrypoint", "sleep", TestEngine.IMAGE)
                .strip();

        Permanent refused = assertThrows(Permanent.class, () -> compute().ensureInstance(spec));
        Progress removed = compute().terminate(identity);
        String still = TestEngine.run("ps", "--all", "--quiet", "--no-trunc", "--filter", "id=" + id);
        TestEngine.run("rm", id);

        assertEquals("invalid_state", refused.reason());
        assertEquals(Progress.DONE, removed);
        assertEquals(id, still.strip());
    }

    @Test
    void anImageThatARegistryDoesNotHaveNeedsAPerson() throws IOException {
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            boolean isManifest = exchange.getRequestURI().getPath().contains("/manifests/");
            byte[] body = (isManifest
                            ? "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}"
                            : "{}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(isManifest ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registry.start();
        try {
            ComputeProvider compute =
                    pulling("127.0.0.1:" + registry.getAddress().getPort() + "/nobody/has-this");

            ProviderException failed =
                    assertThrows(NeedsPerson.class, () -> compute.imageId(someIdentity(1), "debian-13"));

            assertEquals("configuration", failed.reason());
        } finally {
            registry.stop(0);
        }
    }

    @Test
    void anImageOfARegistryThatDoesNotAnswerIsPulledLater() {
        ComputeProvider compute = pulling("127.0.0.1:1/nobody/has-this");

        ProviderException failed = assertThrows(Retryable.class, () -> compute.imageId(someIdentity(1), "debian-13"));

        assertEquals("unavailable", failed.reason());
    }

    private static ComputeProvider pulling(String name) {
        return new ContainerHost(
                        TestEngine.engine(),
                        INSTALLATION,
                        Map.of("debian-13", name + ":" + UUID.randomUUID()),
                        TestEngine.SIZES)
                .compute();
    }

    @Test
    void anAliasWithoutAnImageIsRefused() {
        ProviderException failed = assertThrows(Permanent.class, () -> compute().imageId(someIdentity(1), "debian-12"));

        assertEquals("invalid_spec", failed.reason());
    }
}
