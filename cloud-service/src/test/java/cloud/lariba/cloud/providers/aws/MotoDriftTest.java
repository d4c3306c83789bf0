package cloud.lariba.cloud.providers.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.BucketSpec;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.DriftConformance;
import cloud.lariba.cloud.providers.InstanceObservation;
import cloud.lariba.cloud.providers.InstanceSettings.FirewallRule;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.providers.StorageProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** Somebody works in the console of AWS; the provider tells what, and puts it right when it is asked to. */
@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class MotoDriftTest extends DriftConformance {

    private static final Secret ADMINISTRATOR = new Secret("the-administrators-password");

    private static AwsClients clients;

    @BeforeAll
    static void connect() {
        clients = AwsSettings.clients(AwsSettings.of(MotoServer.running().endpoint()));
    }

    @AfterAll
    static void disconnect() {
        clients.close();
    }

    @Override
    protected Provider provider() {
        return MotoServer.provider();
    }

    @Override
    protected String region() {
        return AwsSettings.REGION;
    }

    @Test
    void anOpenedFirewallAndChangedTagsOfAnInstanceAreToldAndPutRight() {
        ResourceIdentity identity = someInstance();
        Ec2Client ec2 = clients.inRegion(region()).ec2();
        Instance instance = ec2.describeInstances(find -> find.filters(Tags.filter(
                        "tag:lariba:service-id", identity.serviceId().toString())))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
        ec2.authorizeSecurityGroupIngress(open -> open.groupId(ownGroup(ec2, identity))
                .ipPermissions(permission("tcp", 22, 22), permission("icmp", -1, -1)));
        ec2.createTags(tag -> tag.resources(instance.instanceId())
                .tags(
                        name -> name.key("Name").value("renamed"),
                        other -> other.key("owner").value("somebody")));

        List<Difference> found = provider().compute().differences(identity, instance("t3.micro"));

        Map<String, String> tags = new Tags("tests").ofService(identity);
        Map<String, String> renamed = new TreeMap<>(tags);
        renamed.put("Name", "renamed");
        assertEquals(
                List.of(
                        new Difference(
                                "firewall",
                                List.of(),
                                List.of(
                                        new FirewallRule("icmp", null, "0.0.0.0/0"),
                                        new FirewallRule("tcp", "22", "0.0.0.0/0"))),
                        new Difference("tags", tags, renamed)),
                found);

        provider().compute().ensureInstance(new InstanceSpec(identity, instance("t3.micro"), "unused", "unused", 0));
        assertEquals(List.of(), provider().compute().differences(identity, instance("t3.micro")));
    }

    @Test
    void anInstanceThatLostItsTagsIsNeitherGoneNorMadeAgain() {
        ResourceIdentity identity = someInstance();
        Ec2Client ec2 = clients.inRegion(region()).ec2();
        String id = String.valueOf(
                ((InstanceObservation.Present) provider().compute().observe(identity))
                        .outputs()
                        .get("instance_id"));
        ResourceIdentity known =
                new ResourceIdentity(identity.serviceId(), identity.projectId(), identity.region(), 1, id);
        ec2.deleteTags(untag -> untag.resources(id).tags(tag -> tag.key("lariba:service-id")));
        InstanceSpec spec = new InstanceSpec(known, instance("t3.micro"), "unused", "unused", 0);

        Permanent unseen =
                assertThrows(Permanent.class, () -> provider().compute().observe(known));
        Permanent unmade =
                assertThrows(Permanent.class, () -> provider().compute().ensureInstance(spec));

        assertEquals(List.of("invalid_state", "invalid_state"), List.of(unseen.reason(), unmade.reason()));
        ec2.terminateInstances(end -> end.instanceIds(id));
        assertInstanceOf(InstanceObservation.Absent.class, provider().compute().observe(known));
    }

    @Test
    void aFirewallThatLostItsTagsIsNotTakenForAClosedOne() {
        ResourceIdentity identity = someInstance();
        Ec2Client ec2 = clients.inRegion(region()).ec2();
        ec2.deleteTags(untag -> untag.resources(ownGroup(ec2, identity)).tags(tag -> tag.key("lariba:service-id")));

        Permanent refused =
                assertThrows(Permanent.class, () -> provider().compute().differences(identity, instance("t3.micro")));

        assertEquals("invalid_state", refused.reason());
    }

    @Test
    void otherNetworksOfThePlatformAreNoDriftOfATenant() {
        DatabaseSpec spec = new DatabaseSpec(someIdentity(), database("db.t4g.micro"), false);
        provider().database().ensure(spec, ADMINISTRATOR);
        Map<String, String> settings = AwsSettings.of(MotoServer.running().endpoint());
        settings.put("lariba.providers.aws.databases.platform-cidrs", "10.20.0.0/16");

        assertEquals(List.of(), AwsSettings.provider(settings).database().differences(spec));
    }

    @Test
    void whatSomebodyDidToABucketIsToldAndPutRight() {
        BucketSpec spec = new BucketSpec(someIdentity(), bucket());
        StorageProvider storage = provider().storage();
        storage.ensureBucket(spec);
        String bucket = Tags.nameOf(spec.identity());
        S3Client s3 = clients.inRegion(region()).s3();
        s3.putBucketVersioning(put -> put.bucket(bucket)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        s3.deletePublicAccessBlock(delete -> delete.bucket(bucket));
        s3.putBucketPolicy(put -> put.bucket(bucket).policy("""
                        {"Version": "2012-10-17", "Statement": [{"Sid": "Theirs", "Effect": "Allow",
                         "Principal": {"AWS": ["*"]}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s/*"}]}
                        """.formatted(bucket)));

        Map<String, Object> observed = observed(storage.differences(spec));

        assertEquals(
                Map.of(
                        "versioning",
                        true,
                        "public_access",
                        true,
                        "public_access_block",
                        Map.of(
                                "block_public_acls", false,
                                "ignore_public_acls", false,
                                "block_public_policy", false,
                                "restrict_public_buckets", false)),
                observed);

        storage.ensureBucket(spec);
        assertEquals(List.of(), storage.differences(spec));
    }

    @Test
    void whatIsWishedOfABucketIsSeenAsItWasWished() {
        BucketSpec full = new BucketSpec(someIdentity(), BucketFixtures.FULL);
        StorageProvider storage = provider().storage();
        storage.ensureBucket(full);

        Map<String, Object> againstNothing = observed(storage.differences(new BucketSpec(full.identity(), bucket())));

        assertEquals(List.of(), storage.differences(full));
        assertEquals(BucketFixtures.FULL.lifecycle(), againstNothing.get("lifecycle"));
        assertEquals(BucketFixtures.FULL.cors(), againstNothing.get("cors"));
        assertEquals("kms", againstNothing.get("encryption"));
        assertEquals(true, againstNothing.get("public_access"));
    }

    @Test
    void whatSomebodyDidToADatabaseIsToldAndPutRight() {
        DatabaseProvider databases = provider().database();
        DatabaseSpec spec = new DatabaseSpec(someIdentity(), database("db.t4g.micro"), false);
        databases.ensure(spec, ADMINISTRATOR);
        List<Difference> asMade = databases.differences(spec);
        RdsClient rds = clients.inRegion(region()).rds();
        String name = Tags.nameOf(spec.identity());
        rds.modifyDBInstance(modify -> modify.dbInstanceIdentifier(name)
                .dbInstanceClass("db.t4g.large")
                .allocatedStorage(50)
                .multiAZ(true)
                .backupRetentionPeriod(7)
                .deletionProtection(true)
                .publiclyAccessible(true)
                .vpcSecurityGroupIds("sg-of-somebody")
                .applyImmediately(true));
        Ec2Client ec2 = clients.inRegion(region()).ec2();
        ec2.authorizeSecurityGroupIngress(open -> open.groupId(ownGroup(ec2, spec.identity()))
                .ipPermissions(permission("tcp", 5432, 5432), permission("tcp", 22, 22)));
        rds.removeTagsFromResource(
                untag -> untag.resourceName(rds.describeDBInstances(find -> find.dbInstanceIdentifier(name))
                                .dbInstances()
                                .getFirst()
                                .dbInstanceArn())
                        .tagKeys("Name"));

        Map<String, Object> observed = observed(databases.differences(spec));

        assertEquals(List.of(), asMade);
        assertEquals("db.t4g.large", observed.get("instance_class"));
        assertEquals(50, observed.get("storage_gb"));
        assertEquals(true, observed.get("multi_az"));
        assertEquals(7, observed.get("backup_retention_days"));
        assertEquals(true, observed.get("deletion_protection"));
        assertEquals(true, observed.get("publicly_accessible"));
        assertEquals(List.of("sg-of-somebody"), observed.get("security_groups"));
        assertEquals(List.of("tcp 22 0.0.0.0/0", "0.0.0.0/0"), observed.get("allowed_cidrs"));
        assertTrue(observed.containsKey("tags"));

        DatabaseSettings grown = new DatabaseSettings("postgres", "18", "db.t4g.micro", 50, false, 0, List.of());
        DatabaseSpec wanted = new DatabaseSpec(spec.identity(), grown, false);
        databases.ensure(wanted, ADMINISTRATOR);
        assertEquals(List.of(), databases.differences(wanted));
        // The emulator has no server behind its instance, which is called when everything else is right.
        assertThrows(ProviderException.class, () -> databases.ensure(wanted, ADMINISTRATOR));
    }

    private static Map<String, Object> observed(List<Difference> differences) {
        Map<String, Object> observed = new HashMap<>();
        differences.forEach(difference -> observed.put(difference.field(), difference.observed()));
        return observed;
    }

    private static String ownGroup(Ec2Client ec2, ResourceIdentity identity) {
        return ec2.describeSecurityGroups(find -> find.filters(Tags.filter("group-name", Tags.nameOf(identity))))
                .securityGroups()
                .getFirst()
                .groupId();
    }

    private static IpPermission permission(String protocol, int from, int to) {
        return IpPermission.builder()
                .ipProtocol(protocol)
                .fromPort(from)
                .toPort(to)
                .ipRanges(range -> range.cidrIp("0.0.0.0/0"))
                .build();
    }
}
