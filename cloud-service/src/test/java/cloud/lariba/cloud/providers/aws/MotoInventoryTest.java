package cloud.lariba.cloud.providers.aws;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.BucketSpec;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.InventoryConformance;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.s3.S3Client;

@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class MotoInventoryTest extends InventoryConformance {

    @Override
    protected Provider provider() {
        return MotoServer.provider();
    }

    @Override
    protected String region() {
        return AwsSettings.REGION;
    }

    @Test
    void whatAnotherInstallationMadeIsNotProved() {
        Map<String, String> settings = AwsSettings.of(MotoServer.running().endpoint());
        settings.put("lariba.providers.aws.installation-id", "another");
        Provider another = AwsSettings.provider(settings);
        ResourceIdentity theirs = someIdentity();
        another.storage()
                .ensureBucket(new BucketSpec(
                        theirs,
                        new BucketSettings(false, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false)));

        List<FoundResource> listed = of(theirs);

        assertEquals(1, listed.size());
        assertEquals(
                List.of(),
                provider().inventory().prove(listed.getFirst()).stream().toList());
        another.storage().delete(theirs);
    }

    @Test
    void aBucketWithoutTagsIsNotProved() {
        ResourceIdentity identity = someIdentity();
        String name = "lrb-" + identity.compactServiceId();
        try (AwsClients clients =
                AwsSettings.clients(AwsSettings.of(MotoServer.running().endpoint()))) {
            S3Client s3 = clients.inRegion(region()).s3();
            s3.createBucket(create ->
                    create.bucket(name).createBucketConfiguration(where -> where.locationConstraint(region())));

            List<FoundResource> listed = of(identity);

            assertEquals(1, listed.size());
            assertEquals(
                    List.of(),
                    provider().inventory().prove(listed.getFirst()).stream().toList());
            s3.deleteBucket(delete -> delete.bucket(name));
        }
    }

    @Test
    void whatIsLeftOfADeletedServiceIsListedProvedAndRemovedByItself() {
        ResourceIdentity identity = someIdentity();
        UUID other = UUID.randomUUID();
        try (AwsClients clients =
                AwsSettings.clients(AwsSettings.of(MotoServer.running().endpoint()))) {
            AwsClients.Account account = clients.inRegion(region());
            Tags tags = new Tags("tests");
            Map<String, String> ours = tags.ofService(identity);
            make(account, identity, "ours", ours);
            Map<String, String> theirs = new HashMap<>(ours);
            theirs.put(Tags.INSTALLATION, "another");
            theirs.put(Tags.SERVICE, other.toString());
            make(account, identity, "theirs", theirs);
            account.iam()
                    .createUser(create -> create.userName("lrb-left-" + identity.compactServiceId())
                            .path("/lariba/tests/" + identity.compactServiceId() + "/"));

            List<FoundResource> listed = of(identity);

            assertEquals(
                    EnumSet.of(Kind.DISK, Kind.SECURITY_GROUP, Kind.KEY_PAIR, Kind.SNAPSHOT, Kind.ACCESS_USER),
                    EnumSet.copyOf(listed.stream().map(FoundResource::kind).toList()));
            assertEquals(5, listed.size());
            for (FoundResource found : listed) {
                assertTrue(provider().inventory().prove(found).isPresent(), found.toString());
                FoundResource pretended = new FoundResource(
                        found.kind(), found.resourceId().replace("ours", "theirs"), region(), other, null, null, 0);
                if (!pretended.resourceId().equals(found.resourceId())) {
                    assertEquals(Progress.DONE, provider().inventory().remove(pretended));
                }
                FoundResource ofAnother =
                        new FoundResource(found.kind(), found.resourceId(), region(), other, null, null, 0);
                assertEquals(Optional.empty(), provider().inventory().prove(ofAnother));
                assertEquals(Progress.DONE, provider().inventory().remove(ofAnother));
                assertEquals(Progress.CALL_AGAIN, provider().inventory().remove(found));
                assertEquals(Progress.DONE, provider().inventory().remove(found));
            }
            assertEquals(List.of(), of(identity));
            assertEquals(
                    1,
                    account.ec2()
                            .describeKeyPairs(find ->
                                    find.filters(Tags.filter("key-name", "theirs-" + identity.compactServiceId())))
                            .keyPairs()
                            .size());
        }
    }

    @Test
    void oneOfADeletedServicesDatabasesIsRemovedByItself() {
        ResourceIdentity identity = someIdentity();
        try (AwsClients clients =
                AwsSettings.clients(AwsSettings.of(MotoServer.running().endpoint()))) {
            AwsClients.Account account = clients.inRegion(region());
            Stream.of("", "-g3")
                    .forEach(generation -> account.rds()
                            .createDBInstance(create -> create.dbInstanceIdentifier(Tags.nameOf(identity) + generation)
                                    .engine("postgres")
                                    .dbInstanceClass("db.t4g.micro")
                                    .allocatedStorage(20)
                                    .deletionProtection(true)
                                    .tags(Tags.ofRds(new Tags("tests").ofService(identity)))));
            assertEquals(
                    Set.of(Tags.nameOf(identity), Tags.nameOf(identity) + "-g3"),
                    Set.copyOf(provider().database().resourceIds(identity)));
            FoundResource first = of(identity).stream()
                    .filter(found -> found.resourceId().equals(Tags.nameOf(identity)))
                    .findFirst()
                    .orElseThrow();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> provider().inventory().remove(first) == Progress.DONE);

            assertEquals(
                    List.of(Tags.nameOf(identity) + "-g3"),
                    of(identity).stream().map(FoundResource::resourceId).toList());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> provider().database().delete(identity, false) == Progress.DONE);
        }
    }

    @Test
    void aLookAtOneThingDoesNotListAll() {
        FoundResource database =
                new FoundResource(Kind.DATABASE, "lrb-none", region(), UUID.randomUUID(), null, null, 0);
        FoundResource instance =
                new FoundResource(Kind.COMPUTE, "i-0123456789abcdef0", region(), UUID.randomUUID(), null, null, 0);

        List<Calls.Call> calls = Calls.during(() -> {
            assertEquals(Optional.empty(), provider().inventory().prove(database));
            assertEquals(Optional.empty(), provider().inventory().prove(instance));
        });

        assertEquals(
                List.of("DescribeDBInstances", "DescribeInstances"),
                calls.stream().map(Calls.Call::operation).toList());
        assertEquals(Optional.of("lrb-none"), calls.getFirst().field("DBInstanceIdentifier"));
    }

    @Test
    void anAccountThatDoesNotAnswerKeepsNothingOfTheOthersFromBeingSeen() {
        Map<String, String> settings = AwsSettings.of(MotoServer.running().endpoint());
        settings.put("quarkus.sts.endpoint-override", "http://127.0.0.1:9");
        settings.put("lariba.providers.aws.calls.attempts", "1");
        settings.put(
                "lariba.providers.aws.projects." + UUID.randomUUID() + ".arn", "arn:aws:iam::210987654321:role/broken");
        AwsProvider provider = AwsSettings.provider(settings);
        ResourceIdentity identity = someIdentity();
        try (AwsClients clients = AwsSettings.clients(settings)) {
            make(clients.inRegion(region()), identity, "ours", new Tags("tests").ofService(identity));

            InventoryProvider.Listing listing = provider.inventory().list(region());

            List<FoundResource> its = listing.resources().stream()
                    .filter(found -> found.serviceId().equals(identity.serviceId()))
                    .toList();
            assertFalse(listing.complete());
            assertEquals(4, its.size());
            its.forEach(provider.inventory()::remove);
        }
    }

    @Test
    void aServiceOfAwsThatDoesNotAnswerKeepsNothingOfTheOthersFromBeingSeen() {
        Map<String, String> settings = AwsSettings.of(MotoServer.running().endpoint());
        settings.put("quarkus.rds.endpoint-override", "http://127.0.0.1:9");
        settings.put("lariba.providers.aws.calls.attempts", "1");
        ResourceIdentity identity = someIdentity();
        provider()
                .storage()
                .ensureBucket(new BucketSpec(
                        identity,
                        new BucketSettings(false, BucketSettings.PROVIDER_DEFAULT, List.of(), List.of(), false)));

        InventoryProvider.Listing listing =
                AwsSettings.provider(settings).inventory().list(region());

        assertFalse(listing.complete());
        assertTrue(
                listing.resources().stream().anyMatch(found -> found.serviceId().equals(identity.serviceId())));
        provider().storage().delete(identity);
    }

    @Test
    void aProjectsAccountIsListedToo() {
        ResourceIdentity identity = someIdentity();
        Map<String, String> settings = AwsSettings.of(MotoServer.running().endpoint());
        settings.put(
                "lariba.providers.aws.projects." + identity.projectId() + ".arn",
                "arn:aws:iam::210987654321:role/lariba");
        AwsProvider provider = AwsSettings.provider(settings);
        try (AwsClients clients = AwsSettings.clients(settings)) {
            make(clients.of(identity), identity, "ours", new Tags("tests").ofService(identity));

            assertEquals(List.of(), of(identity));
            List<FoundResource> its = provider.inventory().list(region()).resources().stream()
                    .filter(found -> found.serviceId().equals(identity.serviceId()))
                    .toList();
            assertEquals(4, its.size());
            its.forEach(found ->
                    assertEquals(Progress.CALL_AGAIN, provider.inventory().remove(found)));
        }
    }

    private void make(AwsClients.Account account, ResourceIdentity identity, String prefix, Map<String, String> tags) {
        String name = prefix + "-" + identity.compactServiceId();
        String vpc = account.ec2().describeVpcs().vpcs().getFirst().vpcId();
        account.ec2()
                .createVolume(create -> create.availabilityZone(region() + "a")
                        .size(8)
                        .tagSpecifications(Tags.specification(ResourceType.VOLUME, tags)));
        account.ec2()
                .createSecurityGroup(create -> create.groupName(name)
                        .description("left")
                        .vpcId(vpc)
                        .tagSpecifications(Tags.specification(ResourceType.SECURITY_GROUP, tags)));
        account.ec2()
                .createKeyPair(create ->
                        create.keyName(name).tagSpecifications(Tags.specification(ResourceType.KEY_PAIR, tags)));
        account.rds()
                .createDBInstance(create -> create.dbInstanceIdentifier("of-" + name)
                        .engine("postgres")
                        .dbInstanceClass("db.t4g.micro")
                        .allocatedStorage(20)
                        .masterUsername("owner")
                        .masterUserPassword("not-a-secret"));
        account.rds()
                .createDBSnapshot(create -> create.dbInstanceIdentifier("of-" + name)
                        .dbSnapshotIdentifier(name)
                        .tags(Tags.ofRds(tags)));
        account.rds()
                .deleteDBInstance(
                        delete -> delete.dbInstanceIdentifier("of-" + name).skipFinalSnapshot(true));
    }
}
