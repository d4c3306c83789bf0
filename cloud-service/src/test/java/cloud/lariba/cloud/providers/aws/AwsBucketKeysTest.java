package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.BucketFixtures.PLAIN;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.someIdentity;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.StorageProvider;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.User;

@EnabledIf(value = "cloud.lariba.cloud.providers.aws.MotoServer#isInstalled", disabledReason = MotoServer.ABSENT)
class AwsBucketKeysTest {

    private final StorageProvider storage = EnforcingMoto.provider().storage();
    private final IamClient iam = EnforcingMoto.iam();
    private final ResourceIdentity identity = someIdentity();
    private final String bucket = Tags.nameOf(identity);
    private final String path = "/lariba/tests/" + identity.compactServiceId() + "/";

    @BeforeEach
    void makeTheBucket() {
        storage.ensureBucket(spec(identity, PLAIN));
    }

    @Test
    void aKeyBelongsToAUserThatSaysWhoseItIs() {
        storage.issueCredentials(identity, "app");

        User user = users().getFirst();
        // The first twelve digits of the SHA-256 of "app".
        assertEquals(bucket + "-a172cedcae47", user.userName());
        assertEquals(path, user.path());
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
                iam.listUserTags(list -> list.userName(user.userName())).tags().stream()
                        .collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value())));
    }

    @Test
    void itsPolicyAllowsExactlyWhatAnS3ClientDoesWithOneBucket() {
        storage.issueCredentials(identity, "app");

        String user = users().getFirst().userName();
        assertEquals(
                List.of("bucket"),
                iam.listUserPolicies(list -> list.userName(user)).policyNames());
        String document = iam.getUserPolicy(get -> get.userName(user).policyName("bucket"))
                .policyDocument();
        assertEquals(
                Json.parse("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Sid": "Bucket", "Effect": "Allow",
                           "Action": ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads",
                                      "s3:GetBucketLocation", "s3:GetBucketVersioning"],
                           "Resource": "arn:aws:s3:::%1$s"},
                          {"Sid": "Objects", "Effect": "Allow",
                           "Action": ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectAttributes",
                                      "s3:GetObjectTagging", "s3:PutObject", "s3:PutObjectTagging",
                                      "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:DeleteObjectTagging",
                                      "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
                           "Resource": "arn:aws:s3:::%1$s/*"}]}""".formatted(bucket)), Json.parse(URLDecoder.decode(document, StandardCharsets.UTF_8)));
    }

    @Test
    void anyNameGivesAUserOfItsOwnUnderThePathOfTheService() {
        List<String> names = List.of(
                "app", "", "/", "../../administrator", "a b", "*", "ü", "\u0000", "x".repeat(5000), "app\n", "APP");

        names.forEach(name -> storage.issueCredentials(identity, name));

        assertEquals(names.size(), users().size());
        assertTrue(users().stream().allMatch(user -> user.userName().matches("lrb-[0-9a-f]{32}-[0-9a-f]{12}")));
        assertEquals(names.size(), storage.accessKeys(identity).size());
    }

    @Test
    void askingAgainReplacesEveryKeyOfTheName() {
        BucketCredentials lost = storage.issueCredentials(identity, "app");
        String user = users().getFirst().userName();
        iam.createAccessKey(create -> create.userName(user));

        BucketCredentials again = storage.issueCredentials(identity, "app");

        assertNotEquals(lost.accessKeyId(), again.accessKeyId());
        assertEquals(List.of(again.accessKeyId()), storage.accessKeys(identity));
    }

    @Test
    void aPolicyThatWasWidenedIsSetRight() {
        storage.issueCredentials(identity, "app");
        String user = users().getFirst().userName();
        iam.putUserPolicy(put -> put.userName(user).policyName("bucket").policyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"""));

        storage.issueCredentials(identity, "app");

        String document = iam.getUserPolicy(get -> get.userName(user).policyName("bucket"))
                .policyDocument();
        assertTrue(URLDecoder.decode(document, StandardCharsets.UTF_8).contains(bucket));
    }

    @Test
    void aUserOfTheNameElsewhereIsNotTouched() {
        String name = bucket + "-a172cedcae47";
        iam.createUser(create -> create.userName(name).path("/theirs/"));

        Permanent refused = assertThrows(Permanent.class, () -> storage.issueCredentials(identity, "app"));

        assertEquals("invalid_state", refused.reason());
        assertEquals(
                List.of(), iam.listUserPolicies(list -> list.userName(name)).policyNames());
    }

    @Test
    void aKeyThatIsIssuedWhileTheBucketGoesAwayIsTakenAway() {
        // The bucket is seen, and gone when the key is tried.
        StorageProvider late = EnforcingMoto.provider().storage();
        Runnable issue = () -> assertEquals(
                "not_found",
                assertThrows(Permanent.class, () -> late.issueCredentials(identity, "app"))
                        .reason());

        Calls.before("CreateAccessKey", () -> EnforcingMoto.s3().deleteBucket(delete -> delete.bucket(bucket)), issue);

        assertEquals(List.of(), users());
    }

    @Test
    void aNameThatTwoAskForAtOnceIsTriedAgainLater() {
        storage.issueCredentials(identity, "app");
        String user = users().getFirst().userName();
        Runnable others = () -> {
            iam.createAccessKey(create -> create.userName(user));
            iam.createAccessKey(create -> create.userName(user));
        };

        Calls.before(
                "CreateAccessKey",
                others,
                () -> assertThrows(Retryable.class, () -> storage.issueCredentials(identity, "app")));

        BucketCredentials key = storage.issueCredentials(identity, "app");
        assertEquals(List.of(key.accessKeyId()), storage.accessKeys(identity));
    }

    @Test
    void revokingTakesKeyPolicyAndUserAway() {
        BucketCredentials key = storage.issueCredentials(identity, "app");
        BucketCredentials other = storage.issueCredentials(identity, "other");

        storage.revokeCredentials(identity, key.accessKeyId());

        assertEquals(Set.of(other.accessKeyId()), keys());
        assertEquals(1, users().size());
    }

    @Test
    void revokingOneOfTwoKeysOfANameLeavesTheOther() {
        BucketCredentials key = storage.issueCredentials(identity, "app");
        String user = users().getFirst().userName();
        String second =
                iam.createAccessKey(create -> create.userName(user)).accessKey().accessKeyId();

        storage.revokeCredentials(identity, key.accessKeyId());

        assertEquals(Set.of(second), keys());
    }

    @Test
    void aKeyThatIsNoneOfOursStays() {
        String administrators = iam.listAccessKeys(list -> list.userName("administrator"))
                .accessKeyMetadata()
                .getFirst()
                .accessKeyId();

        List<String> changes = Calls.changesDuring(() -> storage.revokeCredentials(identity, administrators));

        assertEquals(List.of(), changes);
    }

    @Test
    void aKeyOfAnotherInstallationsServiceOfTheSameIdStays() {
        String theirs = bucket + "-000000000000";
        iam.createUser(create -> create.userName(theirs).path("/lariba/another/" + identity.compactServiceId() + "/"));
        String key = iam.createAccessKey(create -> create.userName(theirs))
                .accessKey()
                .accessKeyId();

        List<String> changes = Calls.changesDuring(() -> storage.revokeCredentials(identity, key));

        assertEquals(List.of(), changes);
    }

    @Test
    void manyKeysAreRevokedInOneLookAtTheUsers() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            all.add(storage.issueCredentials(identity, "app" + i).accessKeyId());
        }
        assertEquals(5, storage.countKeys(identity));
        String kept = storage.issueCredentials(identity, "kept").accessKeyId();
        all.add("AKIAGONE000000000001");
        all.add("AKIAGONE000000000002");

        List<String> calls = Calls.during(() -> storage.revokeCredentials(identity, all)).stream()
                .map(Calls.Call::operation)
                .toList();

        assertEquals(1, calls.stream().filter("ListUsers"::equals).count());
        assertEquals(2, calls.stream().filter("GetAccessKeyLastUsed"::equals).count());
        assertEquals(Set.of(kept), keys());
        assertEquals(1, users().size());
    }

    @Test
    void aUserThatIsBeingMadeStaysWhenAnotherKeyIsRevoked() {
        BucketCredentials key = storage.issueCredentials(identity, "app");

        Calls.before(
                "PutUserPolicy",
                () -> storage.revokeCredentials(identity, key.accessKeyId()),
                () -> storage.issueCredentials(identity, "other"));

        assertEquals(1, storage.accessKeys(identity).size());
        assertEquals(1, users().size());
    }

    @Test
    void aUserWithoutAKeyCountsForNoneAndGoesWithTheFirstRotationAfterAnHour() {
        String key = storage.issueCredentials(identity, "app").accessKeyId();
        Runnable issue = () -> storage.issueCredentials(identity, "other");
        Runnable death = () -> {
            throw new Calls.Crash();
        };
        assertThrows(Calls.Crash.class, () -> Calls.before("CreateAccessKey", death, issue));
        assertEquals(2, users().size());
        assertEquals(List.of(key), storage.accessKeys(identity));
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(61));

        EnforcingMoto.provider(later).storage().revokeCredentials(identity, Set.of(key));

        assertEquals(List.of(), users());
    }

    private List<User> users() {
        return iam.listUsers(list -> list.pathPrefix(path)).users();
    }

    private Set<String> keys() {
        Set<String> keys = new HashSet<>();
        users().forEach(user -> iam.listAccessKeys(list -> list.userName(user.userName())).accessKeyMetadata().stream()
                .map(AccessKeyMetadata::accessKeyId)
                .forEach(keys::add));
        return keys;
    }
}
