package cloud.lariba.cloud.providers.aws;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.InstanceObservation.Present;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSettings.FirewallRule;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** What is found by its name only is not taken for ours. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class MotoComputeOwnershipTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBcGe2zFhDSJ1NIBdYbFBfY5eBY3ynUnPpzd3kNhD8dU";

    private final AwsClients clients =
            AwsSettings.clients(AwsSettings.of(MotoServer.running().endpoint()));
    private final ComputeProvider compute = MotoServer.provider().compute();
    private final Ec2Client ec2 = clients.inRegion(AwsSettings.REGION).ec2();
    private final ResourceIdentity identity =
            new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), AwsSettings.REGION, 1);
    private final String name = Tags.nameOf(identity);

    @AfterEach
    void disconnect() {
        clients.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"another", ""})
    void aGroupOfTheNameWithoutOurTagsIsNotTouched(String installation) {
        String theirs = group(name, tags(installation, identity.serviceId()), defaultVpc());

        assertEquals("invalid_state", refusal().reason());

        assertEquals(List.of(), groupById(theirs).ipPermissions());
        assertEquals(0, FaultInventory.instances(identity.serviceId()).size());
    }

    @Test
    void aGroupOfTheProjectThatAnotherInstallationMadeIsNotTouched() {
        Map<String, String> tags = new TreeMap<>(Map.of(
                Tags.INSTALLATION, "another", Tags.PROJECT, identity.projectId().toString()));
        String theirs = group("lrb-project-" + identity.projectId(), tags, defaultVpc());

        assertEquals("invalid_state", refusal().reason());

        assertEquals(List.of(), groupById(theirs).ipPermissions());
    }

    @Test
    void aKeyPairOfAnotherServiceIsNotUsed() {
        keyPair(tags("tests", UUID.randomUUID()));

        assertEquals("invalid_state", refusal().reason());

        assertEquals(0, FaultInventory.instances(identity.serviceId()).size());
    }

    @Test
    void aDeletionLeavesWhatIsNotOurs() {
        String theirs = group(name, tags("another", identity.serviceId()), defaultVpc());
        keyPair(tags("another", identity.serviceId()));

        await().atMost(PATIENCE).until(() -> compute.terminate(identity) == Progress.DONE);

        assertEquals(name, groupById(theirs).groupName());
        assertEquals(
                1,
                ec2.describeKeyPairs(find -> find.filters(Tags.filter("key-name", name)))
                        .keyPairs()
                        .size());
    }

    @Test
    void anInstanceKeepsItsNetworkWhenAnotherOneIsConfigured() {
        ensure(compute, spec(List.of()));
        Vpc other = ec2.createVpc(create -> create.cidrBlock("10.77.0.0/16")).vpc();
        String subnet = ec2.createSubnet(create -> create.vpcId(other.vpcId()).cidrBlock("10.77.1.0/24"))
                .subnet()
                .subnetId();
        Map<String, String> settings = AwsSettings.of(MotoServer.running().endpoint());
        settings.put("lariba.providers.aws.networks.eu-central-1.vpc-id", other.vpcId());
        settings.put("lariba.providers.aws.networks.eu-central-1.subnet-ids", subnet);
        ComputeProvider moved = AwsSettings.provider(settings).compute();

        ensure(moved, spec(List.of(new FirewallRule("tcp", "443", "0.0.0.0/0"))));

        SecurityGroup own = ofName().getFirst();
        assertEquals(1, ofName().size());
        assertEquals(443, own.ipPermissions().getFirst().fromPort());
        await().atMost(PATIENCE).until(() -> moved.terminate(identity) == Progress.DONE);
        assertTrue(ofName().isEmpty());
    }

    @Test
    void theDefaultNetworkIsLookedForOnce() {
        List<String> calls = Calls.during(() -> compute.ensureInstance(spec(List.of()))).stream()
                .map(Calls.Call::operation)
                .toList();

        assertEquals(1, calls.stream().filter("DescribeVpcs"::equals).count());
    }

    @Test
    void theFirewallChangesInOneCallForWhatComesAndOneForWhatGoes() {
        ensure(compute, spec(rules(0, 40)));

        List<String> changes = Calls.changesDuring(() -> compute.ensureInstance(spec(rules(20, 60))));

        assertEquals(List.of("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"), changes);
        assertEquals(
                40, FirewallPort.present(ofName().getFirst().ipPermissions()).size());
    }

    @Test
    void theQuotaOfRulesIsNotExceededOnTheWay() {
        ensure(compute, spec(rules(0, 50)));

        List<String> changes = Calls.changesDuring(() -> compute.ensureInstance(spec(rules(25, 75))));

        // The emulator takes as many of a call's rules as there is room for; EC2 takes none.
        assertEquals(List.of("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"), changes.subList(0, 2));
        assertEquals(
                50, FirewallPort.present(ofName().getFirst().ipPermissions()).size());
    }

    @Test
    void ofTwoInstancesTheOneThatTheOutputsNameIsMeant() {
        ensure(compute, spec(List.of()));
        String first = FaultInventory.instances(identity.serviceId()).getFirst().instanceId();
        String copy = copyWithTags();

        assertEquals(first, ((Present) compute.observe(identity)).instanceId());
        ResourceIdentity known =
                new ResourceIdentity(identity.serviceId(), identity.projectId(), identity.region(), 1, copy);
        assertEquals(copy, ((Present) compute.observe(known)).instanceId());
    }

    @Test
    void onlyWhatTheSameAttemptMadeIsSurplus() {
        ensure(compute, spec(List.of()));
        String copy = copyWithTags();

        ensure(compute, spec(List.of()));

        assertTrue(FaultInventory.instances(identity.serviceId()).stream()
                .anyMatch(instance -> instance.instanceId().equals(copy)));
    }

    private String copyWithTags() {
        Map<String, String> tags = tags("tests", identity.serviceId());
        return ec2.runInstances(run -> run.imageId(compute.imageId(identity, "ubuntu-24.04"))
                        .instanceType("t3.micro")
                        .minCount(1)
                        .maxCount(1)
                        .tagSpecifications(Tags.specification(ResourceType.INSTANCE, tags)))
                .instances()
                .getFirst()
                .instanceId();
    }

    private static List<FirewallRule> rules(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new FirewallRule("tcp", Integer.toString(1000 + i), "10.0.0.0/8"))
                .toList();
    }

    private Permanent refusal() {
        return assertThrows(Permanent.class, () -> compute.ensureInstance(spec(List.of())));
    }

    private void ensure(ComputeProvider at, InstanceSpec spec) {
        await().atMost(PATIENCE).until(() -> at.ensureInstance(spec) == Progress.DONE);
        await().atMost(PATIENCE)
                .until(() -> at.observe(identity) instanceof Present present && present.state() == State.RUNNING);
    }

    private InstanceSpec spec(List<FirewallRule> firewall) {
        return new InstanceSpec(
                identity,
                new InstanceSettings("t3.micro", "ubuntu-24.04", 20, List.of(KEY), null, firewall, false),
                compute.imageId(identity, "ubuntu-24.04"),
                identity.serviceId().toString(),
                0);
    }

    private Map<String, String> tags(String installation, UUID service) {
        return installation.isEmpty()
                ? Map.of("Name", "somebody's")
                : Map.of(
                        Tags.INSTALLATION, installation,
                        Tags.SERVICE, service.toString(),
                        Tags.PROJECT, identity.projectId().toString());
    }

    private String group(String groupName, Map<String, String> tags, String vpc) {
        return ec2.createSecurityGroup(create -> create.groupName(groupName)
                        .description("somebody's")
                        .vpcId(vpc)
                        .tagSpecifications(Tags.specification(ResourceType.SECURITY_GROUP, tags)))
                .groupId();
    }

    private void keyPair(Map<String, String> tags) {
        ec2.importKeyPair(key -> key.keyName(name)
                .publicKeyMaterial(SdkBytes.fromUtf8String(KEY))
                .tagSpecifications(Tags.specification(ResourceType.KEY_PAIR, tags)));
    }

    private SecurityGroup groupById(String id) {
        return ec2.describeSecurityGroups(find -> find.groupIds(id))
                .securityGroups()
                .getFirst();
    }

    private List<SecurityGroup> ofName() {
        return ec2.describeSecurityGroups(find -> find.filters(Tags.filter("group-name", name)))
                .securityGroups();
    }

    private String defaultVpc() {
        return ec2.describeVpcs(find -> find.filters(Tags.filter("is-default", "true"))).vpcs().stream()
                .map(Vpc::vpcId)
                .findFirst()
                .orElseThrow();
    }
}
