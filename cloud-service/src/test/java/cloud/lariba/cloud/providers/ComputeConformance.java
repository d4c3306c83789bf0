package cloud.lariba.cloud.providers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.cloud.providers.InstanceObservation.Absent;
import cloud.lariba.cloud.providers.InstanceObservation.Present;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider's instances do. */
public abstract class ComputeConformance {

    /** The provider under test. */
    protected abstract ComputeProvider compute();

    /** The region in which it makes instances. */
    protected abstract String region();

    /** How long the slowest change of state may take. */
    protected abstract Duration patience();

    /** Whether a stopped instance has the address that it will have again. */
    protected boolean keepsItsAddressWhileStopped() {
        return true;
    }

    @Test
    void anInstanceThatNobodyAskedForIsAbsent() {
        assertInstanceOf(Absent.class, compute().observe(someIdentity(1)));
    }

    @Test
    void anEnsuredInstanceStartsAndRuns() {
        ResourceIdentity identity = someIdentity(1);

        ensure(of(identity, "t3.micro", true));

        Present running = awaitState(identity, State.RUNNING);
        assertEquals(running.instanceId(), running.outputs().get("instance_id"));
        assertEquals(running.privateIp(), running.outputs().get("private_ip"));
        assertEquals(running.publicIp(), running.outputs().get("public_ip"));
    }

    @Test
    void manyWhoEnsureTheSameInstanceAtOnceGetOne() {
        ResourceIdentity identity = someIdentity(1);
        Set<String> ids = ConcurrentHashMap.newKeySet();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 8)
                    .forEach(i -> threads.execute(() -> {
                        ensure(of(identity, "t3.micro", false));
                        ids.add(awaitPresent(identity).instanceId());
                    }));
        }

        assertEquals(1, ids.size());
    }

    @Test
    void ensuringARunningInstanceChangesItsSettingsOnly() {
        ResourceIdentity identity = someRunning();
        Present before = present(identity);

        ensure(of(identity, "t3.large", false));

        Present after = awaitState(identity, State.RUNNING);
        assertEquals(before.instanceId(), after.instanceId());
        assertEquals("t3.large", after.instanceType());
    }

    @Test
    void aStoppedInstanceStaysStoppedUntilItIsStarted() {
        ResourceIdentity identity = someRunning();

        compute().stop(identity);
        Present stopped = awaitState(identity, State.STOPPED);
        ensure(of(identity, "t3.micro", false));
        compute().stop(identity);
        State still = present(identity).state();
        compute().start(identity);
        Present started = awaitState(identity, State.RUNNING);

        assertEquals(State.STOPPED, still);
        assertEquals(stopped.instanceId(), started.instanceId());
        if (keepsItsAddressWhileStopped()) {
            assertEquals(stopped.privateIp(), started.privateIp());
        }
    }

    @Test
    void aRebootedInstanceRunsAgain() {
        ResourceIdentity identity = someRunning();

        compute().reboot(identity);
        compute().start(identity);

        awaitState(identity, State.RUNNING);
    }

    @Test
    void aStoppedInstanceIsNotRebooted() {
        ResourceIdentity identity = someRunning();
        compute().stop(identity);
        awaitState(identity, State.STOPPED);

        Permanent refused = assertThrows(Permanent.class, () -> compute().reboot(identity));

        assertEquals("invalid_state", refused.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "reboot"})
    void nothingIsDoneToWhatIsNotThere(String action) {
        ResourceIdentity identity = someIdentity(1);

        Permanent refused = assertThrows(Permanent.class, () -> {
            switch (action) {
                case "start" -> compute().start(identity);
                case "stop" -> compute().stop(identity);
                default -> compute().reboot(identity);
            }
        });

        assertEquals("not_found", refused.reason());
    }

    @Test
    void aTerminatedInstanceGoesAway() {
        ResourceIdentity identity = someRunning();

        terminate(identity);

        assertEquals(Progress.DONE, compute().terminate(identity));
    }

    @Test
    void whatReplacesATerminatedInstanceIsAnother() {
        ResourceIdentity first = someRunning();
        String firstId = present(first).instanceId();
        terminate(first);

        ResourceIdentity second = new ResourceIdentity(first.serviceId(), first.projectId(), region(), 2);
        ensure(of(second, "t3.micro", false));

        assertNotEquals(firstId, awaitState(second, State.RUNNING).instanceId());
    }

    /** An identity that no test used. */
    protected ResourceIdentity someIdentity(long generation) {
        return new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), region(), generation);
    }

    /** An instance that runs. */
    protected ResourceIdentity someRunning() {
        ResourceIdentity identity = someIdentity(1);
        ensure(of(identity, "t3.micro", false));
        awaitState(identity, State.RUNNING);
        return identity;
    }

    /** An instance of this size. */
    protected InstanceSpec of(ResourceIdentity identity, String type, boolean publicIp) {
        String image = "ubuntu-24.04";
        return new InstanceSpec(
                identity,
                new InstanceSettings(type, image, 20, List.of(), null, List.of(), publicIp),
                compute().imageId(identity, image),
                identity.compactServiceId() + "-" + identity.generation(),
                0);
    }

    /** What the provider says about an instance that is there. */
    protected Present present(ResourceIdentity identity) {
        return assertInstanceOf(Present.class, compute().observe(identity));
    }

    /** Waits until the instance shows and is in this state. */
    protected Present awaitState(ResourceIdentity identity, State state) {
        await().atMost(patience())
                .until(() -> compute().observe(identity) instanceof Present there && there.state() == state);
        return present(identity);
    }

    /** Waits until the instance shows. */
    protected Present awaitPresent(ResourceIdentity identity) {
        await().atMost(patience()).until(() -> compute().observe(identity) instanceof Present);
        return present(identity);
    }

    /** Calls until nothing is left to be asked for. */
    protected void ensure(InstanceSpec spec) {
        await().atMost(patience()).until(() -> compute().ensureInstance(spec) == Progress.DONE);
    }

    /** Removes the instance and waits until it is gone. */
    protected void terminate(ResourceIdentity identity) {
        await().atMost(patience()).until(() -> compute().terminate(identity) == Progress.DONE);
        await().atMost(patience()).until(() -> compute().observe(identity) instanceof Absent);
    }
}
