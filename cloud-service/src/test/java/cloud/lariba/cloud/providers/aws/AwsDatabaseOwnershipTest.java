package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.cloud.providers.DatabaseLogin;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** What has the name of ours and is not ours is neither read nor changed. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class AwsDatabaseOwnershipTest {

    private static final Secret SECRET = new Secret("administrator-0123456789");
    private static final UUID SNAPSHOT = UUID.randomUUID();

    private final DatabaseProvider databases = MotoServer.provider().database();
    private final AwsClients clients =
            AwsSettings.clients(AwsSettings.of(MotoServer.running().endpoint()));
    private final ResourceIdentity identity =
            new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), AwsSettings.REGION, 1);
    private final String name = Tags.nameOf(identity);

    @AfterEach
    void close() {
        clients.close();
    }

    static Stream<BiConsumer<DatabaseProvider, ResourceIdentity>> calls() {
        return Stream.of(
                (databases, identity) -> databases.ensure(spec(identity), SECRET),
                (databases, identity) -> databases.follow(spec(identity), SECRET),
                DatabaseProvider::observe,
                (databases, identity) -> databases.admit(identity, SECRET, new DatabaseLogin(LoginSlot.A, SECRET)),
                (databases, identity) -> databases.ensureSnapshot(spec(identity), SNAPSHOT),
                (databases, identity) -> databases.removeReplaced(
                        new ResourceIdentity(identity.serviceId(), identity.projectId(), identity.region(), 2)),
                DatabaseProvider::removeUnused,
                (databases, identity) -> databases.delete(identity, true));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anInstanceOfSomebodyElseIsLeftAlone(BiConsumer<DatabaseProvider, ResourceIdentity> call) {
        makeInstance("another-installation");
        DBInstance before = instance();

        Permanent refused = assertThrows(Permanent.class, () -> call.accept(databases, identity));

        assertEquals("invalid_state", refused.reason());
        assertEquals(before, instance());
    }

    @Test
    void aSnapshotOfSomebodyElseIsLeftAlone() {
        makeInstance("tests");
        String snapshot = DatabaseSnapshots.nameOf(identity, SNAPSHOT);
        rds().createDBSnapshot(create ->
                create.dbInstanceIdentifier(name).dbSnapshotIdentifier(snapshot).tags(tags("another-installation")));

        for (Runnable call : List.<Runnable>of(
                () -> databases.observeSnapshot(identity, SNAPSHOT),
                () -> databases.deleteSnapshot(identity, SNAPSHOT),
                () -> databases.restore(
                        spec(new ResourceIdentity(identity.serviceId(), identity.projectId(), identity.region(), 2)),
                        SECRET,
                        SNAPSHOT))) {
            assertEquals(
                    "invalid_state", assertThrows(Permanent.class, call::run).reason());
        }
        assertEquals(
                1,
                rds().describeDBSnapshots(find -> find.dbSnapshotIdentifier(snapshot))
                        .dbSnapshots()
                        .size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSubnetGroupOfSomebodyElseIsLeftAlone(boolean creation) {
        List<String> subnets = clients.of(identity).ec2().describeSubnets().subnets().stream()
                .map(subnet -> subnet.subnetId())
                .toList();
        rds().createDBSubnetGroup(create -> create.dbSubnetGroupName(name)
                .dbSubnetGroupDescription("not ours")
                .subnetIds(subnets)
                .tags(tags("another-installation")));

        Permanent refused = assertThrows(Permanent.class, () -> {
            if (creation) {
                databases.ensure(spec(identity), SECRET);
            } else {
                databases.delete(identity, false);
            }
        });

        assertEquals("invalid_state", refused.reason());
        assertEquals(
                "not ours",
                rds().describeDBSubnetGroups(find -> find.dbSubnetGroupName(name))
                        .dbSubnetGroups()
                        .getFirst()
                        .dbSubnetGroupDescription());
    }

    @Test
    void aDatabaseKeepsItsNetworkWhenAnotherOneIsConfigured() {
        databases.ensure(spec(identity), SECRET);
        List<VpcSecurityGroupMembership> groups = instance().vpcSecurityGroups();
        Ec2Client ec2 = clients.of(identity).ec2();
        String other =
                ec2.createVpc(create -> create.cidrBlock("10.78.0.0/16")).vpc().vpcId();
        String subnet = ec2.createSubnet(create -> create.vpcId(other).cidrBlock("10.78.1.0/24"))
                .subnet()
                .subnetId();
        Map<String, String> settings = AwsSettings.of(MotoServer.running().endpoint());
        settings.put("lariba.providers.aws.networks.eu-central-1.vpc-id", other);
        settings.put("lariba.providers.aws.networks.eu-central-1.subnet-ids", subnet);
        DatabaseProvider moved = AwsSettings.provider(settings).database();

        // What is inside cannot be reached.
        assertThrows(ProviderException.class, () -> moved.follow(spec(identity), SECRET));

        assertEquals(groups, instance().vpcSecurityGroups());
        assertEquals(
                1,
                ec2.describeSecurityGroups(find -> find.filters(Tags.filter("group-name", name)))
                        .securityGroups()
                        .size());
    }

    private void makeInstance(String installation) {
        rds().createDBInstance(create -> create.dbInstanceIdentifier(name)
                .engine("postgres")
                .dbInstanceClass("db.t4g.micro")
                .allocatedStorage(20)
                .masterUsername("somebody")
                .masterUserPassword(SECRET.value())
                .tags(tags(installation)));
    }

    private DBInstance instance() {
        return rds().describeDBInstances(find -> find.dbInstanceIdentifier(name)).dbInstances().getFirst().toBuilder()
                .latestRestorableTime(null)
                .build();
    }

    private RdsClient rds() {
        return clients.of(identity).rds();
    }

    private List<Tag> tags(String installation) {
        return List.of(
                Tag.builder().key(Tags.INSTALLATION).value(installation).build(),
                Tag.builder()
                        .key(Tags.SERVICE)
                        .value(identity.serviceId().toString())
                        .build());
    }

    private static DatabaseSpec spec(ResourceIdentity identity) {
        return new DatabaseSpec(
                identity, new DatabaseSettings("postgres", "18", "db.t4g.micro", 20, false, 0, List.of()), false);
    }
}
