package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.BucketFixtures.FULL;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.PLAIN;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.exists;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.someIdentity;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.spec;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.tags;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.BucketObservation;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.StorageProvider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.Tag;

@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class AwsBucketOwnershipTest {

    private static final String ACCOUNT = "123456789012";

    private final StorageProvider storage = EnforcingMoto.provider().storage();
    private final S3Client s3 = EnforcingMoto.s3();
    private final ResourceIdentity identity = someIdentity();
    private final String bucket = Tags.nameOf(identity);

    @Test
    void aBucketSaysWhoseItIs() {
        storage.ensureBucket(spec(identity, PLAIN));

        assertEquals("lrb-" + identity.compactServiceId(), bucket);
        assertEquals(
                Map.of(
                        "Name",
                        bucket,
                        "lariba:installation-id",
                        "tests",
                        "lariba:project-id",
                        identity.projectId().toString(),
                        "lariba:service-id",
                        identity.serviceId().toString()),
                tags(s3, bucket));
    }

    @Test
    void aBucketThatIsNotTaggedYetIsTakenOn() {
        createAsAdministrator(Map.of());

        storage.ensureBucket(spec(identity, PLAIN));

        assertEquals("tests", tags(s3, bucket).get("lariba:installation-id"));
        assertInstanceOf(BucketObservation.Available.class, storage.observe(identity));
    }

    @Test
    void tagsOfOthersStay() {
        createAsAdministrator(Map.of("cost-center", "42"));

        storage.ensureBucket(spec(identity, PLAIN));

        assertEquals("42", tags(s3, bucket).get("cost-center"));
        assertEquals(5, tags(s3, bucket).size());
    }

    @Test
    void aBucketWithTheTagsOfSomethingElseIsNotTouched() {
        Map<String, String> theirs = Map.of("lariba:installation-id", "another");
        createAsAdministrator(theirs);
        s3.putObject(put -> put.bucket(bucket).key("theirs"), RequestBody.fromString("x"));

        List<String> changes = Calls.changesDuring(() -> {
            assertRefused(() -> storage.ensureBucket(spec(identity, FULL)));
            assertRefused(() -> storage.observe(identity));
            assertRefused(() -> storage.isEmpty(identity));
            assertRefused(() -> storage.empty(identity, Instant.MAX, 10));
            assertRefused(() -> storage.delete(identity));
            assertRefused(() -> storage.issueCredentials(identity, "app"));
        });

        assertEquals(List.of(), changes);
        assertEquals(theirs, tags(s3, bucket));
        assertTrue(exists(s3, bucket));
    }

    @Test
    void everyCallNamesTheAccountSoThatS3RefusesTheBucketsOfOthers() {
        List<Calls.Call> calls = Calls.during(() -> {
            storage.ensureBucket(spec(identity, FULL));
            storage.ensureBucket(spec(identity, PLAIN));
            storage.observe(identity);
            storage.isEmpty(identity);
            s3.putObject(
                    put -> put.bucket(bucket).key("one").expectedBucketOwner(ACCOUNT), RequestBody.fromString("x"));
            storage.empty(identity, Instant.MAX, 10);
            storage.delete(identity);
        });

        List<Calls.Call> unnamed = calls.stream()
                .filter(call -> call.request() instanceof S3Request)
                .filter(call -> !call.operation().equals("CreateBucket"))
                .filter(call -> !call.field("ExpectedBucketOwner").equals(Optional.of(ACCOUNT)))
                .toList();
        assertEquals(List.of(), unnamed);
        assertTrue(calls.size() > 20);
    }

    @Test
    void onlyTheFirstRegionOfAwsTakesNoLocation() {
        ResourceIdentity there = new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), "us-east-1", 1);

        CreateBucketRequest first = creation(there);
        CreateBucketRequest here = creation(identity);

        assertNull(first.createBucketConfiguration());
        assertEquals(
                AwsSettings.REGION,
                Objects.requireNonNull(here.createBucketConfiguration()).locationConstraintAsString());
        assertInstanceOf(BucketObservation.Available.class, storage.observe(there));
    }

    private CreateBucketRequest creation(ResourceIdentity of) {
        return Calls.during(() -> storage.ensureBucket(spec(of, PLAIN))).stream()
                .map(Calls.Call::request)
                .filter(CreateBucketRequest.class::isInstance)
                .map(CreateBucketRequest.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private void createAsAdministrator(Map<String, String> tags) {
        s3.createBucket(create ->
                create.bucket(bucket).createBucketConfiguration(where -> where.locationConstraint(AwsSettings.REGION)));
        if (!tags.isEmpty()) {
            List<Tag> set = tags.entrySet().stream()
                    .map(tag -> Tag.builder()
                            .key(tag.getKey())
                            .value(tag.getValue())
                            .build())
                    .toList();
            s3.putBucketTagging(put -> put.bucket(bucket).tagging(tagging -> tagging.tagSet(set)));
        }
    }

    private static void assertRefused(Runnable call) {
        assertEquals("invalid_state", assertThrows(Permanent.class, call::run).reason());
    }
}
