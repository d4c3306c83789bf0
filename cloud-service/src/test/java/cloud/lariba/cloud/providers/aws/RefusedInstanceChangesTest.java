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
import cloud.lariba.cloud.providers.InstanceSettings.FirewallRule;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
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
    private static final String START = "ec2 StartInstances";
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
        assertRunsAsItWas();
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

    @ParameterizedTest
    @CsvSource({
        "VcpuLimitExceeded, quota",
        "InsufficientInstanceCapacity, capacity",
        "UnauthorizedOperation, permission",
        "Unsupported, invalid_spec"
    })
    void anInstanceThatDoesNotStartWithItsNewSizeRunsAgainAsItWas(String code, String reason) {
        run();
        network.refusals().refuse(START, code);
        await().atMost(PATIENCE).until(() -> {
            compute.ensureInstance(spec("first", "t3.large", 20));
            return tags().containsKey(Tags.REFUSED);
        });
        network.refusals().grant(START);

        ProviderException refused = failureOf(spec("first", "t3.large", 20));

        assertEquals(reason, refused.reason());
        assertTrue(String.valueOf(refused.getMessage()).contains(code), refused.getMessage());
        assertRunsAsItWas();
    }

    @Test
    void anInstanceThatDoesNotStartForGoodIsLeftStopped() {
        run();
        network.refusals().refuse(START, "VcpuLimitExceeded");

        assertEquals("quota", failureOf(spec("first", "t3.large", 20)).reason());

        assertEquals(State.STOPPED, present().state());
        assertEquals("t3.micro", present().instanceType());
        assertFalse(isToRestart());
    }

    @Test
    void aRefusalThatWasNotRecordedIsToldAgainWithoutAnotherStop() {
        run();
        network.refusals().refuse(RESIZE, "InvalidInstanceAttributeValue");
        failureOf(spec("first", "t3.large", 20));

        assertThrows(Permanent.class, () -> compute.ensureInstance(spec("first", "t3.large", 20)));
        assertRunsAsItWas();
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

        assertFalse(isToRestart());
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
    void aDiskThatGrowsSinceACallOfWhichNoAnswerCameIsLeftToGrow() {
        run();
        network.refusals().refuse("ec2 ModifyVolume", "IncorrectModificationState");
        network.refusals().answer("ec2 DescribeVolumesModifications", modification(40));

        assertEquals(Progress.DONE, compute.ensureInstance(spec("first", "t3.micro", 40)));

        ProviderException refused = failureOf(spec("second", "t3.micro", 60));
        assertTrue(String.valueOf(refused.getMessage()).contains("2026-03-01T18:00:00Z"), refused.getMessage());
    }

    private static String modification(int gb) {
        return """
                <DescribeVolumesModificationsResponse><volumeModificationSet><item>
                <volumeId>vol-1</volumeId><modificationState>optimizing</modificationState><targetSize>%d</targetSize>
                <startTime>2026-03-01T12:00:00.000Z</startTime>
                </item></volumeModificationSet></DescribeVolumesModificationsResponse>""".formatted(gb);
    }

    @Test
    void anInstanceThatEndedWhileItWasMadeIsNotMadeAgainInSilence() {
        compute.ensureInstance(spec("first", "t3.micro", 20));
        FaultInventory.terminateAll(identity.serviceId());

        assertEquals("invalid_state", failureOf(spec("first", "t3.micro", 20)).reason());

        ensure(spec("second", "t3.micro", 20));
    }

    @Test
    void aFirewallThatIsRefusedStaysAsItWas() {
        ensure(open("80"));
        network.refusals().refuse("ec2 AuthorizeSecurityGroupIngress", "InvalidPermission.Malformed");

        assertEquals("invalid_spec", failureOf(open("443")).reason());

        assertEquals(List.of(), compute.differences(identity, open("80").settings()));
    }

    @Test
    void whereThereAreAsManyRulesAsThereMayBeTheOldOnesGoFirst() {
        ensure(open("80"));
        network.refusals().refuse("ec2 AuthorizeSecurityGroupIngress", "RulesPerSecurityGroupLimitExceeded");
        assertEquals("quota", failureOf(open("443")).reason());
        network.refusals().grant("ec2 AuthorizeSecurityGroupIngress");

        ensure(open("443"));

        assertEquals(List.of(), compute.differences(identity, open("443").settings()));
    }

    private InstanceSpec open(String port) {
        InstanceSpec plain = spec("made", "t3.micro", 20);
        return new InstanceSpec(
                identity,
                new InstanceSettings(
                        "t3.micro",
                        "ubuntu-24.04",
                        20,
                        List.of(),
                        null,
                        List.of(new FirewallRule("tcp", port, "0.0.0.0/0")),
                        false),
                plain.imageId(),
                plain.clientToken(),
                0);
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

    private void assertRunsAsItWas() {
        assertEquals(State.RUNNING, present().state());
        assertEquals("t3.micro", present().instanceType());
        assertFalse(isToRestart());
    }

    private boolean isToRestart() {
        return tags().containsKey(Tags.RESTART);
    }

    private Map<String, String> tags() {
        return FaultInventory.instances(identity.serviceId()).getFirst().tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
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
