package cloud.lariba.cloud.providers.aws;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.DatabaseConformance;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import io.smallrye.config.SmallRyeConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.Tag;

/** RDS as the emulator has it, with a real server behind its instances. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class MotoDatabasesTest extends DatabaseConformance {

    private static final int GIB_OF_PLAIN = 20;

    private static RealPostgresBehindRds endpoint;
    private static DatabaseProvider databases;
    private static AwsClients clients;

    @BeforeAll
    static void connect() {
        endpoint = new RealPostgresBehindRds(MotoServer.running().endpoint());
        SmallRyeConfig config = AwsSettings.read(settings());
        clients = new AwsClients(config.getConfigMapping(AwsProviderConfig.class), config);
        databases = AwsSettings.provider(settings()).database();
    }

    @AfterAll
    static void disconnect() {
        clients.close();
        endpoint.close();
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(AwsSettings.of(endpoint.url()));
        settings.put("lariba.providers.aws.databases.tls", "disable");
        return settings;
    }

    @Override
    protected DatabaseProvider databases() {
        return databases;
    }

    @Override
    protected String region() {
        return AwsSettings.REGION;
    }

    @Test
    void aCallReturnsBeforeTheInstanceIsThere() {
        assertEquals(Progress.CALL_AGAIN, databases.ensure(plain(someIdentity()), ADMINISTRATOR));
    }

    @Test
    void anInstanceIsPrivateEncryptedAndTagged() {
        ResourceIdentity identity = someClient().identity();

        DBInstance instance = instance("lrb-" + identity.compactServiceId());

        assertEquals("lariba_admin", instance.masterUsername());
        assertEquals("postgres", instance.engine());
        assertEquals("18", instance.engineVersion());
        assertEquals("gp3", instance.storageType());
        assertEquals(GIB_OF_PLAIN, instance.allocatedStorage());
        assertTrue(instance.storageEncrypted());
        assertFalse(instance.publiclyAccessible());
        assertFalse(instance.deletionProtection());
        assertTrue(instance.copyTagsToSnapshot());
        assertEquals(
                "lrb-" + identity.compactServiceId(), instance.dbSubnetGroup().dbSubnetGroupName());
        assertEquals(tagsOf(identity), tags(instance.tagList()));
    }

    @Test
    void onlyTheProjectAndTheNetworksOfTheSpecReachIt() {
        ResourceIdentity identity = someClient().identity();
        establish(open(identity, List.of("10.1.2.3/8", "192.0.2.0/24")));

        DBInstance instance = instance("lrb-" + identity.compactServiceId());
        assertTrue(instance.publiclyAccessible());
        SecurityGroup own = groupOf(identity, instance);
        assertEquals(
                Set.of("10.0.0.0/8", "192.0.2.0/24"),
                own.ipPermissions().stream()
                        .flatMap(permission -> permission.ipRanges().stream())
                        .map(IpRange::cidrIp)
                        .collect(Collectors.toSet()));
        assertTrue(own.ipPermissions().stream().allMatch(permission -> permission.fromPort() == 5432));
        assertEquals(
                1,
                own.ipPermissions().stream()
                        .mapToInt(permission -> permission.userIdGroupPairs().size())
                        .sum());

        establish(plain(identity));

        assertFalse(instance("lrb-" + identity.compactServiceId()).publiclyAccessible());
        assertTrue(groupOf(identity, instance).ipPermissions().stream()
                .allMatch(permission -> permission.ipRanges().isEmpty()));
    }

    @Test
    void anInstanceFollowsItsSpecAtOnce() throws SQLException {
        Client client = someClient();
        run(client, "create table kept (id int)");
        ResourceIdentity identity = client.identity();

        establish(new DatabaseSpec(
                identity, new DatabaseSettings("postgres", "18", "db.t4g.small", 40, true, 7, List.of()), true));

        DBInstance instance = instance("lrb-" + identity.compactServiceId());
        assertEquals("db.t4g.small", instance.dbInstanceClass());
        assertEquals(40, instance.allocatedStorage());
        assertTrue(instance.multiAZ());
        assertEquals(7, instance.backupRetentionPeriod());
        assertTrue(instance.deletionProtection());
        assertEquals("0", query(client, "select count(*) from kept"));
    }

    @Test
    void aProtectedInstanceIsDeletedWhenTheServiceIs() {
        ResourceIdentity identity = someClient().identity();
        establish(new DatabaseSpec(identity, plain(identity).settings(), true));

        remove(identity);

        assertInstanceOf(DatabaseObservation.Absent.class, databases.observe(identity));
    }

    @Test
    void nothingButTheLastSnapshotStays() {
        ResourceIdentity identity = someClient().identity();
        String name = "lrb-" + identity.compactServiceId();
        backUp(identity, UUID.randomUUID());

        removeWithLastSnapshot(identity);

        assertEquals(1, snapshots(name).size());
        assertTrue(snapshots(name).getFirst().startsWith(name + "-final-db-"), snapshots(name)::toString);
        assertEquals(tagsOf(identity), tags(lastOnes(name).getFirst().tagList()));
        assertThrows(
                DbSubnetGroupNotFoundException.class,
                () -> rds().describeDBSubnetGroups(find -> find.dbSubnetGroupName(name)));
        assertTrue(clients.of(identity)
                .ec2()
                .describeSecurityGroups(find -> find.filters(Tags.filter("group-name", name)))
                .securityGroups()
                .isEmpty());
    }

    @Test
    void everyDatabaseLeavesALastSnapshotOfItsOwn() {
        ResourceIdentity identity = someClient().identity();
        removeWithLastSnapshot(identity);
        establish(new DatabaseSpec(
                identity, new DatabaseSettings("postgres", "18", "db.t4g.micro", 50, false, 0, List.of()), false));

        removeWithLastSnapshot(identity);

        assertEquals(
                Set.of(GIB_OF_PLAIN, 50),
                lastOnes("lrb-" + identity.compactServiceId()).stream()
                        .map(DBSnapshot::allocatedStorage)
                        .collect(Collectors.toSet()));
    }

    @Test
    void nothingStaysWhenNothingIsTo() {
        ResourceIdentity identity = someClient().identity();
        String name = "lrb-" + identity.compactServiceId();

        remove(identity);

        assertEquals(List.of(), snapshots(name));
    }

    @Test
    void aRestoredDatabaseIsAnotherInstanceAndTheOneBeforeItGoes() {
        Client client = someClient();
        String name = "lrb-" + client.identity().compactServiceId();
        establish(new DatabaseSpec(client.identity(), plain(client.identity()).settings(), true));
        UUID snapshot = UUID.randomUUID();
        backUp(client.identity(), snapshot);
        assertEquals(
                name + "-" + snapshot.toString().replace("-", ""),
                snapshots(name).getFirst());

        Client restored = restore(client, 5, snapshot);

        assertEquals(List.of(name + "-g5"), instances(name));
        DBInstance instance = instance(name + "-g5");
        assertTrue(instance.storageEncrypted());
        assertEquals(tagsOf(restored.identity()), tags(instance.tagList()));
        assertEquals(1, instance.vpcSecurityGroups().size());
        remove(restored.identity());
        assertEquals(List.of(), instances(name));
    }

    @Test
    void aLoginThatWasRetiredSinceTheSnapshotIsNotLetIntoTheRestoredInstance() {
        Client client = someClient();
        ResourceIdentity next = generation(client.identity(), 2);
        UUID snapshot = UUID.randomUUID();
        backUp(client.identity(), snapshot);
        databases.retireOthers(client.identity(), ADMINISTRATOR, LoginSlot.B);

        await().atMost(SOON).until(() -> databases.restore(plain(next), ADMINISTRATOR, snapshot) == Progress.DONE);

        Client retired = client(next, LoginSlot.A, PASSWORD);
        assertThrows(SQLException.class, () -> connect(retired).close());
    }

    @Test
    void aRestorationThatIsAskedForOnceMoreKeepsWhoWasLetIn() throws SQLException {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        backUp(client.identity(), snapshot);
        Client restored = restore(client, 2, snapshot);

        databases.restore(plain(restored.identity()), ADMINISTRATOR, snapshot);

        assertEquals("1", query(restored, "select 1"));
    }

    @Test
    void onlyTheGenerationThatIsUnusedIsRemoved() {
        Client client = someClient();
        String name = "lrb-" + client.identity().compactServiceId();
        UUID snapshot = UUID.randomUUID();
        backUp(client.identity(), snapshot);
        databases.restore(plain(generation(client.identity(), 2)), ADMINISTRATOR, snapshot);
        databases.restore(plain(generation(client.identity(), 3)), ADMINISTRATOR, snapshot);

        await().atMost(SOON).until(() -> databases.removeUnused(generation(client.identity(), 2)) == Progress.DONE);

        assertEquals(Set.of(name, name + "-g3"), Set.copyOf(instances(name)));
    }

    @Test
    void theMasterUsersOwnDatabasesAreClosedToTenants() throws SQLException {
        Client client = someClient();
        String master = client.at().database() + "_admin";
        String open = "open_" + client.identity().compactServiceId();
        endpoint.asSuperuser("create database " + open + " owner " + master);

        establish(plain(client.identity()));

        assertThrows(SQLException.class, () -> connect(client.to(open)).close());
        endpoint.asSuperuser("drop database " + open);
    }

    @Test
    void anyCallGivesTheServerThePlatformsPassword() throws SQLException {
        Client client = someClient();
        endpoint.asSuperuser("alter role " + client.at().database() + "_admin password 'somebody else set this'");

        Retryable later = assertThrows(
                Retryable.class, () -> databases.retireOthers(client.identity(), ADMINISTRATOR, LoginSlot.B));

        assertEquals("not_yet_visible", later.reason());
        databases.retireOthers(client.identity(), ADMINISTRATOR, LoginSlot.B);
        assertThrows(SQLException.class, () -> connect(client).close());
    }

    @Test
    void whatAFailedRestorationLeftGoesWithTheService() {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        backUp(client.identity(), snapshot);
        databases.restore(plain(generation(client.identity(), 3)), ADMINISTRATOR, snapshot);
        String name = "lrb-" + client.identity().compactServiceId();
        assertEquals(Set.of(name, name + "-g3"), Set.copyOf(instances(name)));

        remove(client.identity());

        assertEquals(List.of(), instances(name));
    }

    @Test
    void aServerWithoutTlsIsNotTalkedToUnlessThatIsConfigured() {
        ResourceIdentity identity = someClient().identity();
        DatabaseProvider byDefault =
                AwsSettings.provider(AwsSettings.of(endpoint.url())).database();

        Retryable refused = assertThrows(Retryable.class, () -> byDefault.ensure(plain(identity), ADMINISTRATOR));

        assertEquals("unavailable", refused.reason());
    }

    @Test
    void anEndpointThatDoesNotAnswerIsTriedAgainLater() {
        Map<String, String> nowhere = new HashMap<>(settings());
        nowhere.put("lariba.providers.aws.endpoint-override", "http://127.0.0.1:1");
        DatabaseProvider cut = AwsSettings.provider(nowhere).database();

        Retryable failed = assertThrows(Retryable.class, () -> cut.observe(someIdentity()));

        assertEquals("unavailable", failed.reason());
    }

    private void removeWithLastSnapshot(ResourceIdentity identity) {
        await().atMost(Duration.ofSeconds(60)).until(() -> databases.delete(identity, true) == Progress.DONE);
    }

    private DatabaseSpec open(ResourceIdentity identity, List<String> networks) {
        return new DatabaseSpec(
                identity,
                new DatabaseSettings("postgres", "18", "db.t4g.micro", GIB_OF_PLAIN, false, 0, networks),
                false);
    }

    private static RdsClient rds() {
        return clients.inRegion(AwsSettings.REGION).rds();
    }

    private static DBInstance instance(String name) {
        return rds().describeDBInstances(find -> find.dbInstanceIdentifier(name))
                .dbInstances()
                .getFirst();
    }

    private static List<String> instances(String prefix) {
        return rds().describeDBInstances().dbInstances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private static List<String> snapshots(String prefix) {
        return rds().describeDBSnapshots(find -> find.snapshotType("manual")).dbSnapshots().stream()
                .map(DBSnapshot::dbSnapshotIdentifier)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private static List<DBSnapshot> lastOnes(String name) {
        return rds().describeDBSnapshots().dbSnapshots().stream()
                .filter(snapshot -> snapshot.dbSnapshotIdentifier().startsWith(name + "-final"))
                .toList();
    }

    private static SecurityGroup groupOf(ResourceIdentity identity, DBInstance instance) {
        return clients.of(identity)
                .ec2()
                .describeSecurityGroups(find ->
                        find.groupIds(instance.vpcSecurityGroups().getFirst().vpcSecurityGroupId()))
                .securityGroups()
                .getFirst();
    }

    private static Map<String, String> tagsOf(ResourceIdentity identity) {
        return Map.of(
                "lariba:service-id",
                identity.serviceId().toString(),
                "lariba:project-id",
                identity.projectId().toString(),
                "lariba:installation-id",
                "tests",
                "Name",
                "lrb-" + identity.compactServiceId());
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }
}
