package cloud.lariba.cloud.providers.aws;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.InstanceObservation.Present;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What AWS refuses leaves the instance as it was, and says what helps. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class RefusedInstanceChangesTest {

    private static final String RESIZE = "ec2 ModifyInstanceAttribute";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final FaultNetwork network = FaultNetwork.planned(new FaultPlan.Named());

    private final ComputeProvider compute = network.provider().compute();
    private final ResourceIdentity identity =
            new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), AwsSettings.REGION, 1);

    @ParameterizedTest
    @ValueSource(strings = {"InvalidInstanceAttributeValue", "Unsupported"})
    void anInstanceWhoseNewSizeIsRefusedRunsAgainAsItWas(String code) {
        run();
        network.refusals().refuse(RESIZE, code);

        Permanent refused = (Permanent) failureOf(spec("first", "t3.large", 20));

        assertEquals("invalid_spec", refused.reason());
        assertEquals(State.RUNNING, present().state());
        assertEquals("t3.micro", present().instanceType());
        assertEquals(List.of(), ourMarks());
    }

    @Test
    void theNextAttemptAsksAgain() {
        run();
        network.refusals().refuse(RESIZE, "InvalidInstanceAttributeValue");
        failureOf(spec("first", "t3.large", 20));
        network.refusals().grant(RESIZE);

        ensure(spec("second", "t3.large", 20));

        assertEquals("t3.large", present().instanceType());
        assertEquals(State.RUNNING, present().state());
    }

    @Test
    void anInstanceThatDoesNotStartForGoodIsLeftStopped() {
        run();
        network.refusals().refuse("ec2 StartInstances", "VcpuLimitExceeded");

        assertEquals("quota", failureOf(spec("first", "t3.large", 20)).reason());

        assertEquals(State.STOPPED, present().state());
        assertEquals(List.of(), ourMarks());
    }

    @Test
    void aStoppedInstanceWhoseNewSizeIsRefusedStaysStopped() {
        run();
        compute.stop(identity);
        network.refusals().refuse(RESIZE, "InvalidInstanceAttributeValue");

        assertEquals("invalid_spec", failureOf(spec("first", "t3.large", 20)).reason());

        assertEquals(State.STOPPED, present().state());
    }

    @Test
    void whatTheOwnerAsksForEndsWhatAFailedChangeBegan() {
        run();
        network.refusals().refuse(RESIZE, "RequestLimitExceeded");
        compute.ensureInstance(spec("first", "t3.large", 20));
        assertThrows(ProviderException.class, () -> compute.ensureInstance(spec("first", "t3.large", 20)));

        compute.start(identity);

        assertEquals(List.of(), ourMarks());
    }

    @Test
    void aDiskThatGrewAMomentAgoSaysWhenItMayGrowAgain() {
        run();
        network.refusals().refuse("ec2 ModifyVolume", "VolumeModificationRateExceeded");
        network.refusals().refuse("ec2 DescribeVolumesModifications", "InvalidVolumeModification.NotFound");

        ProviderException refused = failureOf(spec("first", "t3.micro", 40));

        assertEquals(NeedsPerson.class, refused.getClass());
        assertTrue(String.valueOf(refused.getMessage()).contains("six hours"), refused.getMessage());
    }

    @Test
    void anInstanceThatEndedWhileItWasMadeIsNotMadeAgainInSilence() {
        compute.ensureInstance(spec("first", "t3.micro", 20));
        FaultInventory.terminateAll(identity.serviceId());

        assertEquals("invalid_state", failureOf(spec("first", "t3.micro", 20)).reason());

        ensure(spec("second", "t3.micro", 20));
    }

    @ParameterizedTest
    @CsvSource({
        "Server.InsufficientInstanceCapacity, Retryable, capacity",
        "Server.InternalError, Permanent, rejected",
        "Client.InternalError, NeedsPerson, permission",
        "Client.VolumeLimitExceeded, NeedsPerson, quota",
        "Client.UserInitiatedShutdown, Permanent, invalid_state",
    })
    void theReasonOfAnEndSaysWhatHelps(String code, String kind, String reason) {
        Instance ended = Instance.builder()
                .stateReason(StateReason.builder().code(code).build())
                .build();

        ProviderException failure = assertThrows(ProviderException.class, () -> LaunchFailures.explain(ended));

        assertEquals(kind, failure.getClass().getSimpleName());
        assertEquals(reason, failure.reason());
        assertFalse(String.valueOf(failure.getMessage()).isEmpty());
    }

    private void run() {
        ensure(spec("made", "t3.micro", 20));
    }

    private void ensure(InstanceSpec spec) {
        await().atMost(PATIENCE).until(() -> compute.ensureInstance(spec) == Progress.DONE);
    }

    private ProviderException failureOf(InstanceSpec spec) {
        AtomicReference<@Nullable ProviderException> failure = new AtomicReference<>();
        await().atMost(PATIENCE).until(() -> {
            try {
                compute.ensureInstance(spec);
                return false;
            } catch (ProviderException e) {
                failure.set(e);
                return true;
            }
        });
        return Objects.requireNonNull(failure.get());
    }

    private Present present() {
        return (Present) compute.observe(identity);
    }

    private List<String> ourMarks() {
        return FaultInventory.instances(identity.serviceId()).getFirst().tags().stream()
                .map(Tag::key)
                .filter(key -> key.equals(Tags.RESTART) || key.equals(Tags.REFUSED))
                .toList();
    }

    private InstanceSpec spec(String token, String type, int gb) {
        return new InstanceSpec(
                identity,
                new InstanceSettings(type, "ubuntu-24.04", gb, List.of(), null, List.of(), false),
                compute.imageId(identity, "ubuntu-24.04"),
                identity.compactServiceId() + token,
                0);
    }
}
