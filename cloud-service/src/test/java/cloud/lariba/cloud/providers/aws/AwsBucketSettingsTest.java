package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.BucketFixtures.FULL;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.PLAIN;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.someIdentity;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.providers.BucketObservation;
import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.BucketSettings.CorsRule;
import cloud.lariba.cloud.providers.BucketSettings.LifecycleRule;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.StorageProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class AwsBucketSettingsTest {

    private final StorageProvider storage = EnforcingMoto.provider().storage();
    private final S3Client s3 = EnforcingMoto.s3();
    private final ResourceIdentity identity = someIdentity();
    private final String bucket = Tags.nameOf(identity);

    @Test
    void aBucketWithoutWishesIsShutAndEncrypted() {
        storage.ensureBucket(spec(identity, PLAIN));

        assertEquals(block(true), block());
        assertEquals(
                ObjectOwnership.BUCKET_OWNER_ENFORCED,
                s3.getBucketOwnershipControls(get -> get.bucket(bucket))
                        .ownershipControls()
                        .rules()
                        .getFirst()
                        .objectOwnership());
        assertEquals(
                ServerSideEncryption.AES256,
                encryption().applyServerSideEncryptionByDefault().sseAlgorithm());
        assertNull(s3.getBucketVersioning(get -> get.bucket(bucket)).status());
        assertAbsent("NoSuchBucketPolicy", () -> s3.getBucketPolicy(get -> get.bucket(bucket)));
        assertAbsent(
                "NoSuchLifecycleConfiguration", () -> s3.getBucketLifecycleConfiguration(get -> get.bucket(bucket)));
        assertAbsent("NoSuchCORSConfiguration", () -> s3.getBucketCors(get -> get.bucket(bucket)));
    }

    @Test
    void everyWishIsFulfilled() {
        storage.ensureBucket(spec(identity, FULL));

        assertEquals(
                BucketVersioningStatus.ENABLED,
                s3.getBucketVersioning(get -> get.bucket(bucket)).status());
        assertEquals(
                ServerSideEncryption.AWS_KMS,
                encryption().applyServerSideEncryptionByDefault().sseAlgorithm());
        assertTrue(encryption().bucketKeyEnabled());
        assertEquals(
                FULL.lifecycle(),
                s3.getBucketLifecycleConfiguration(get -> get.bucket(bucket)).rules().stream()
                        .map(rule -> new LifecycleRule(
                                rule.filter().prefix(), rule.expiration().days()))
                        .toList());
        assertEquals(
                FULL.cors(),
                s3.getBucketCors(get -> get.bucket(bucket)).corsRules().stream()
                        .map(rule -> new CorsRule(
                                rule.allowedOrigins(),
                                rule.allowedMethods(),
                                rule.allowedHeaders(),
                                rule.maxAgeSeconds()))
                        .toList());
        assertEquals(block(false), block());
        assertEquals(Json.parse("""
                        {"Version": "2012-10-17", "Statement": [{"Sid": "LaribaPublicRead", "Effect": "Allow",
                         "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s/*"}]}""".formatted(bucket)), Json.parse(policy()));
    }

    @Test
    void whatIsAsItShouldBeIsNotWrittenAgain() {
        ResourceIdentity plain = someIdentity();
        storage.ensureBucket(spec(plain, PLAIN));
        storage.ensureBucket(spec(identity, FULL));

        assertEquals(List.of(), Calls.changesDuring(() -> storage.ensureBucket(spec(plain, PLAIN))));
        assertEquals(List.of(), Calls.changesDuring(() -> storage.ensureBucket(spec(identity, FULL))));
    }

    static Stream<Arguments> changes() {
        BucketSettings versioned =
                new BucketSettings(true, PLAIN.encryption(), PLAIN.lifecycle(), PLAIN.cors(), PLAIN.publicAccess());
        BucketSettings encrypted =
                new BucketSettings(false, "kms", PLAIN.lifecycle(), PLAIN.cors(), PLAIN.publicAccess());
        BucketSettings same = new BucketSettings(false, "aes256", PLAIN.lifecycle(), PLAIN.cors(), false);
        BucketSettings expiring =
                new BucketSettings(false, PLAIN.encryption(), FULL.lifecycle(), PLAIN.cors(), PLAIN.publicAccess());
        BucketSettings browsers =
                new BucketSettings(false, PLAIN.encryption(), PLAIN.lifecycle(), FULL.cors(), PLAIN.publicAccess());
        BucketSettings open = new BucketSettings(false, PLAIN.encryption(), PLAIN.lifecycle(), PLAIN.cors(), true);
        return Stream.of(
                Arguments.of(PLAIN, versioned, List.of("PutBucketVersioning")),
                Arguments.of(versioned, PLAIN, List.of("PutBucketVersioning")),
                Arguments.of(PLAIN, encrypted, List.of("PutBucketEncryption")),
                Arguments.of(PLAIN, same, List.of()),
                Arguments.of(encrypted, PLAIN, List.of("PutBucketEncryption")),
                Arguments.of(PLAIN, expiring, List.of("PutBucketLifecycleConfiguration")),
                Arguments.of(expiring, PLAIN, List.of("DeleteBucketLifecycle")),
                Arguments.of(PLAIN, browsers, List.of("PutBucketCors")),
                Arguments.of(browsers, PLAIN, List.of("DeleteBucketCors")),
                Arguments.of(PLAIN, open, List.of("PutPublicAccessBlock", "PutBucketPolicy")),
                Arguments.of(open, PLAIN, List.of("PutPublicAccessBlock", "DeleteBucketPolicy")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void onlyTheDifferenceIsWritten(BucketSettings before, BucketSettings after, List<String> written) {
        storage.ensureBucket(spec(identity, before));

        List<String> changes = Calls.changesDuring(() -> storage.ensureBucket(spec(identity, after)));

        assertEquals(written, changes);
        assertEquals(List.of(), Calls.changesDuring(() -> storage.ensureBucket(spec(identity, after))));
    }

    @Test
    void versioningThatIsTakenBackIsSuspended() {
        storage.ensureBucket(spec(identity, FULL));

        storage.ensureBucket(spec(identity, PLAIN));

        assertEquals(
                BucketVersioningStatus.SUSPENDED,
                s3.getBucketVersioning(get -> get.bucket(bucket)).status());
        assertEquals(block(true), block());
    }

    @Test
    void rulesAndStatementsOfOthersStay() {
        storage.ensureBucket(spec(identity, FULL));
        String deny = """
                {"Sid": "TheirRule", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "%s",
                 "Condition": {"Bool": {"aws:SecureTransport": "false"}}}""".formatted("arn:aws:s3:::" + bucket);
        s3.putBucketPolicy(
                put -> put.bucket(bucket).policy("{\"Version\": \"2012-10-17\", \"Statement\": [" + deny + "]}"));
        s3.putBucketLifecycleConfiguration(put -> put.bucket(bucket)
                .lifecycleConfiguration(all -> all.rules(rule -> rule.id("theirs")
                        .status("Enabled")
                        .filter(filter -> filter.prefix(""))
                        .abortIncompleteMultipartUpload(abort -> abort.daysAfterInitiation(7)))));
        s3.putBucketCors(put -> put.bucket(bucket)
                .corsConfiguration(all -> all.corsRules(rule -> rule.id("theirs")
                        .allowedOrigins("https://theirs.example")
                        .allowedMethods("HEAD"))));

        storage.ensureBucket(spec(identity, FULL));
        assertEquals(2, Json.parse(policy()).path("Statement").size());
        assertEquals(
                List.of("lariba-0", "lariba-1", "theirs"),
                s3.getBucketLifecycleConfiguration(get -> get.bucket(bucket)).rules().stream()
                        .map(rule -> rule.id())
                        .toList());
        storage.ensureBucket(spec(identity, PLAIN));

        assertEquals(
                List.of(Json.parse(deny)),
                Json.parse(policy()).path("Statement").valueStream().toList());
        assertEquals(
                List.of("theirs"),
                s3.getBucketLifecycleConfiguration(get -> get.bucket(bucket)).rules().stream()
                        .map(rule -> rule.id())
                        .toList());
        assertEquals(
                List.of("theirs"),
                s3.getBucketCors(get -> get.bucket(bucket)).corsRules().stream()
                        .map(rule -> rule.id())
                        .toList());
    }

    @Test
    void rulesOfOthersAreNoDriftWhereverTheyStand() {
        storage.ensureBucket(spec(identity, FULL));
        List<CORSRule> rules =
                new ArrayList<>(s3.getBucketCors(get -> get.bucket(bucket)).corsRules());
        rules.addFirst(CORSRule.builder()
                .id("theirs")
                .allowedOrigins("https://theirs.example")
                .allowedMethods("HEAD")
                .build());
        s3.putBucketCors(put -> put.bucket(bucket).corsConfiguration(all -> all.corsRules(rules)));

        assertEquals(List.of(), storage.differences(spec(identity, FULL)));
    }

    @Test
    void aBucketIsAvailableOnlyWhileItIsShutAndEncrypted() {
        storage.ensureBucket(spec(identity, PLAIN));
        assertInstanceOf(BucketObservation.Available.class, storage.observe(identity));

        s3.deletePublicAccessBlock(delete -> delete.bucket(bucket));
        assertInstanceOf(BucketObservation.Creating.class, storage.observe(identity));

        storage.ensureBucket(spec(identity, PLAIN));
        assertInstanceOf(BucketObservation.Available.class, storage.observe(identity));
        s3.deleteBucketEncryption(delete -> delete.bucket(bucket));
        assertInstanceOf(BucketObservation.Creating.class, storage.observe(identity));
    }

    @Test
    void aConfiguredKeyEncryptsAndIsGivenToTheBucketsKeys() {
        String arn = "arn:aws:kms:eu-central-1:123456789012:key/0b0e6f3a-1111-4222-8333-444455556666";
        StorageProvider withKey = EnforcingMoto.provider("lariba.providers.aws.storage.kms-keys.eu-central-1", arn)
                .storage();

        withKey.ensureBucket(spec(identity, FULL));

        assertEquals(arn, encryption().applyServerSideEncryptionByDefault().kmsMasterKeyID());
        assertEquals(List.of(), Calls.changesDuring(() -> withKey.ensureBucket(spec(identity, FULL))));
        List<Calls.Call> issue = Calls.during(() -> withKey.issueCredentials(identity, "app"));
        String policy = issue.stream()
                .filter(call -> call.operation().equals("PutUserPolicy"))
                .findFirst()
                .flatMap(call -> call.field("PolicyDocument"))
                .orElseThrow();
        assertTrue(policy.contains(arn));
        // What IAM takes of inline policies of a user.
        assertTrue(policy.length() <= 2048);
    }

    private PublicAccessBlockConfiguration block() {
        return s3.getPublicAccessBlock(get -> get.bucket(bucket)).publicAccessBlockConfiguration();
    }

    private static PublicAccessBlockConfiguration block(boolean againstPolicies) {
        return PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(true)
                .ignorePublicAcls(true)
                .blockPublicPolicy(againstPolicies)
                .restrictPublicBuckets(againstPolicies)
                .build();
    }

    private ServerSideEncryptionRule encryption() {
        return s3.getBucketEncryption(get -> get.bucket(bucket))
                .serverSideEncryptionConfiguration()
                .rules()
                .getFirst();
    }

    private String policy() {
        return s3.getBucketPolicy(get -> get.bucket(bucket)).policy();
    }

    private static void assertAbsent(String code, Runnable read) {
        assertEquals(code, AwsFailures.code(assertThrows(S3Exception.class, read::run)));
    }
}
