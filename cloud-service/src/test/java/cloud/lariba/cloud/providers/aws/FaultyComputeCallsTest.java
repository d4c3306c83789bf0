package cloud.lariba.cloud.providers.aws;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.InstanceObservation;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.model.Instance;

/** What single faults do to instances. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class FaultyComputeCallsTest {

    private static final String RUN = "ec2 RunInstances";
    private static final String IMAGE = "ubuntu-24.04";
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBcGe2zFhDSJ1NIBdYbFBfY5eBY3ynUnPpzd3kNhD8dU";
    private static final Duration A_LONG_TIME = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FaultPlan.Named faults = new FaultPlan.Named();

    @RegisterExtension
    final FaultNetwork network = FaultNetwork.planned(faults);

    private final ComputeProvider straight = MotoServer.provider().compute();
    private final ComputeProvider compute = network.provider().compute();
    private final ResourceIdentity identity =
            new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), AwsSettings.REGION, 1);

    @ParameterizedTest
    @CsvSource({
        "REQUEST_LOST, unavailable",
        "ANSWER_LOST, unavailable",
        "ANSWER_CUT, unavailable",
        "THROTTLED, throttled",
        "BROKEN, unavailable"
    })
    void aFaultMayPassAndLeavesOneInstance(Fault fault, String reason) {
        faults.next(RUN, fault);

        Retryable failure = assertThrows(Retryable.class, () -> compute.ensureInstance(spec(0)));
        compute.ensureInstance(spec(0));

        assertEquals(reason, failure.reason());
        assertEquals(1, instances());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "DELAYED"})
    void aFaultOfAReadingCallMayPass(Fault fault) {
        faults.next("ec2 DescribeInstances", fault);

        assertThrows(Retryable.class, () -> compute.observe(identity));
        assertInstanceOf(InstanceObservation.Absent.class, compute.observe(identity));
        assertEquals(2, network.proxy().count("ec2 DescribeInstances"));
    }

    @ParameterizedTest
    @CsvSource({"REQUEST_LOST, unavailable", "ANSWER_CUT, unavailable", "THROTTLED, throttled", "BROKEN, unavailable"})
    void aFaultOfTheSearchForAnImageMayPass(Fault fault, String reason) {
        faults.next("ssm GetParameter", fault);

        Retryable failure = assertThrows(Retryable.class, () -> compute.imageId(identity, IMAGE));

        assertEquals(reason, failure.reason());
        assertTrue(compute.imageId(identity, IMAGE).startsWith("ami-"));
    }

    @Test
    void anAnswerThatComesLateIsAwaited() {
        faults.next(RUN, Fault.DELAYED);

        compute.ensureInstance(spec(0));

        assertEquals(1, instances());
    }

    @Test
    void launchesAtOnceMakeOneInstance() {
        network.visibility().hideInstancesFor(A_LONG_TIME);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 4).forEach(i -> threads.execute(() -> compute.ensureInstance(spec(0))));
        }

        assertEquals(4, network.proxy().count(RUN));
        assertEquals(1, instances());
    }

    @Test
    void anInstanceThatDoesNotShowYetIsNotMadeAgain() {
        network.visibility().hideInstancesFor(A_LONG_TIME);

        compute.ensureInstance(spec(0));
        compute.ensureInstance(spec(0));

        assertInstanceOf(InstanceObservation.Absent.class, compute.observe(identity));
        assertEquals(2, network.proxy().count(RUN));
        assertEquals(1, instances());
    }

    @Test
    void anInstanceThatIsNotFoundByItsTagsYetIsFoundByItsId() {
        network.visibility().hideInstancesFor(A_LONG_TIME);
        network.visibility().showByName();
        compute.ensureInstance(spec(0));
        String id = FaultInventory.instances(identity.serviceId()).getFirst().instanceId();
        ResourceIdentity known = new ResourceIdentity(
                identity.serviceId(), identity.projectId(), identity.region(), identity.generation(), id);

        assertInstanceOf(InstanceObservation.Absent.class, compute.observe(identity));
        assertInstanceOf(InstanceObservation.Present.class, compute.observe(known));
    }

    @Test
    void aGroupWhoseCreationWasNotAnsweredAndThatDoesNotShowYetIsAwaited() {
        network.visibility().hideGroupsFor(Duration.ofMillis(500));
        faults.next("ec2 CreateSecurityGroup", Fault.ANSWER_LOST, Fault.ANSWER_LOST);

        await().atMost(PATIENCE).until(() -> {
            try {
                return compute.ensureInstance(spec(0)) == Progress.DONE;
            } catch (Retryable later) {
                return false;
            }
        });

        assertEquals(1, instances());
    }

    @Test
    void theSameTokenForSomethingElseIsRefused() {
        network.visibility().hideInstancesFor(A_LONG_TIME);
        compute.ensureInstance(spec(0));
        InstanceSpec larger = spec("t3.large", 0);

        Permanent refused = assertThrows(Permanent.class, () -> compute.ensureInstance(larger));

        assertEquals("invalid_spec", refused.reason());
    }

    @Test
    void whereThereIsNoCapacityTheNextPlaceIsTried() {
        List<String> subnets = FaultInventory.subnets();
        subnets.stream().skip(1).forEach(network.capacity()::fill);

        int place = 0;
        while (isFull(place)) {
            place++;
        }

        assertTrue(place < subnets.size(), "every place was tried");
        assertEquals(
                List.of(subnets.getFirst()),
                FaultInventory.instances(identity.serviceId()).stream()
                        .map(Instance::subnetId)
                        .toList());
    }

    private boolean isFull(int place) {
        try {
            compute.ensureInstance(spec(place));
            return false;
        } catch (Retryable full) {
            assertTrue(full.is(Retryable.Reason.CAPACITY), full.reason());
            return true;
        }
    }

    @Test
    void aStateThatTakesItsTimeIsToldAsItIs() {
        network.instances().changesTake(A_LONG_TIME);
        compute.ensureInstance(spec(0));

        assertEquals(InstanceObservation.State.PENDING, state());
        Retryable early = assertThrows(Retryable.class, () -> compute.stop(identity));
        network.instances().changesTake(Duration.ZERO);
        assertEquals(InstanceObservation.State.RUNNING, state());
        network.instances().changesTake(A_LONG_TIME);
        compute.stop(identity);

        assertTrue(early.is(Retryable.Reason.NOT_YET_VISIBLE));
        assertEquals(InstanceObservation.State.STOPPING, state());
        network.instances().changesTake(Duration.ZERO);
        assertEquals(InstanceObservation.State.STOPPED, state());
    }

    @Test
    void aTerminationWhoseAnswerIsLostLeavesNothing() {
        compute.ensureInstance(spec(0));
        faults.next("ec2 TerminateInstances", Fault.ANSWER_LOST);
        faults.next("ec2 DeleteSecurityGroup", Fault.ANSWER_LOST);

        ComputeProvider patient = FaultRetries.around(ComputeProvider.class, compute);
        await().atMost(PATIENCE).until(() -> patient.terminate(identity) == Progress.DONE);

        assertEquals(0, instances());
        assertEquals(List.of(), groups());
        assertEquals(List.of(), FaultInventory.keyPairs(identity.serviceId()));
    }

    private InstanceObservation.State state() {
        return assertInstanceOf(InstanceObservation.Present.class, compute.observe(identity))
                .state();
    }

    private InstanceSpec spec(int place) {
        return spec("t3.micro", place);
    }

    private InstanceSpec spec(String type, int place) {
        return new InstanceSpec(
                identity,
                new InstanceSettings(type, IMAGE, 20, List.of(KEY), null, List.of(), false),
                straight.imageId(identity, IMAGE),
                identity.serviceId().toString(),
                place);
    }

    private int instances() {
        return FaultInventory.instances(identity.serviceId()).size();
    }

    private List<String> groups() {
        return FaultInventory.groups(identity.projectId());
    }
}
