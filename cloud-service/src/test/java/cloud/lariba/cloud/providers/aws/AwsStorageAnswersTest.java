package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.BucketFixtures.FULL;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.PLAIN;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.someIdentity;
import static cloud.lariba.cloud.providers.aws.BucketFixtures.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.BucketObservation;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.StorageProvider;
import cloud.lariba.cloud.providers.aws.ScriptedAws.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What S3 and IAM answer at times, and the emulator never does. */
class AwsStorageAnswersTest {

    private static final String CLOSED = """
            <PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>
            <IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy>
            <RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>""";
    private static final String OPENED = CLOSED.replace("<BlockPublicPolicy>true", "<BlockPublicPolicy>false")
            .replace("<RestrictPublicBuckets>true", "<RestrictPublicBuckets>false");
    private static final String ENFORCED = """
            <OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>""";
    private static final String TWO_VERSIONS = """
            <ListVersionsResult><IsTruncated>false</IsTruncated>
            <Version><Key>one</Key><VersionId>1</VersionId></Version>
            <DeleteMarker><Key>two</Key><VersionId>2</VersionId></DeleteMarker></ListVersionsResult>""";
    private static final String NO_UPLOADS =
            "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>";

    private final ResourceIdentity identity = someIdentity();
    private final String prefix = Tags.nameOf(identity) + "-";

    /** S3 says of a bucket of another account that we may not see it, or, while it is being made there, that it is not there. */
    @ParameterizedTest
    @ValueSource(ints = {403, 404})
    void aBucketOfAnotherAccountIsAFailureThatStays(int seen) {
        try (ScriptedAws aws = new ScriptedAws(
                question -> question.startsWith("HEAD") ? Reply.s3(seen, "") : Reply.s3(409, "BucketAlreadyExists"))) {

            ProviderException refused = assertThrows(
                    ProviderException.Permanent.class,
                    () -> aws.provider().storage().ensureBucket(spec(identity, PLAIN)));

            assertEquals("rejected", refused.reason());
            assertEquals(
                    "Another AWS account has a bucket of the name " + Tags.nameOf(identity) + ".",
                    refused.getMessage());
        }
    }

    /** S3 says 301 of a bucket in another region. */
    @ParameterizedTest
    @ValueSource(ints = {301, 403})
    void aServiceWhoseBucketsNameAnotherAccountHasCanBeDeleted(int seen) {
        try (ScriptedAws aws = new ScriptedAws(question -> bucketElsewhere(question, seen, ""))) {
            StorageProvider storage = aws.provider().storage();

            assertInstanceOf(BucketObservation.Absent.class, storage.observe(identity));
            assertTrue(storage.isEmpty(identity));
            storage.delete(identity);

            assertEquals(
                    List.of(),
                    aws.asked().stream()
                            .filter(question -> question.startsWith("DELETE"))
                            .toList());
        }
    }

    /** After a deletion, one part of S3 still shows the bucket and another does not. */
    @ParameterizedTest
    @ValueSource(strings = {"?tagging", "?publicAccessBlock", "?encryption"})
    void aBucketThatIsGoneInPartIsGone(String gone) {
        try (ScriptedAws aws = new ScriptedAws(question -> question.contains(gone)
                ? Reply.s3(404, "NoSuchBucket")
                : Reply.ok(question.contains("?publicAccessBlock") ? CLOSED : ENFORCED))) {
            StorageProvider storage = aws.provider().storage();

            assertInstanceOf(BucketObservation.Absent.class, storage.observe(identity));
        }
    }

    @Test
    void aBucketOfOursThatWeMayNotSeeIsNotTakenForSomebodyElses() {
        String ours = "<Bucket><Name>" + Tags.nameOf(identity) + "</Name></Bucket>";
        try (ScriptedAws aws = new ScriptedAws(question -> bucketElsewhere(question, 403, ours))) {
            ProviderException refused = assertThrows(
                    ProviderException.class, () -> aws.provider().storage().delete(identity));

            assertEquals("permission", refused.reason());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBucketOfOursThatWeMayNotLookAtIsNotTakenForGone(boolean ours) {
        String name = Tags.nameOf(identity);
        String listed = ours ? "<Bucket><Name>" + name + "</Name></Bucket>" : "";
        FoundResource found = new FoundResource(
                FoundResource.Kind.STORAGE, name, identity.region(), identity.serviceId(), null, null, 0);
        try (ScriptedAws aws = new ScriptedAws(question -> question.contains("?tagging")
                ? Reply.s3(403, "AccessDenied")
                : bucketElsewhere(question, 403, listed))) {
            InventoryProvider inventory = aws.provider().inventory();

            if (ours) {
                assertEquals(
                        "permission",
                        assertThrows(ProviderException.class, () -> inventory.prove(found))
                                .reason());
            } else {
                assertEquals(Optional.empty(), inventory.prove(found));
            }
        }
    }

    private static Reply bucketElsewhere(String question, int seen, String listed) {
        if (question.startsWith("HEAD")) {
            return Reply.s3(seen, "");
        }
        if (question.startsWith("GET /?")) {
            return Reply.ok("<ListAllMyBucketsResult><Buckets>" + listed + "</Buckets></ListAllMyBucketsResult>");
        }
        return Reply.ok("<ListUsersResponse><ListUsersResult><Users/>" + page(false)
                + "</ListUsersResult></ListUsersResponse>");
    }

    @ParameterizedTest
    @CsvSource({"true, Retryable, not_yet_visible", "false, NeedsPerson, permission"})
    void aPublicPolicyIsRefusedForAWhileOrByTheAccount(boolean blockedBefore, String kind, String reason) {
        try (ScriptedAws aws = new ScriptedAws(question -> {
            if (question.contains("?publicAccessBlock")) {
                return Reply.ok(question.startsWith("PUT") ? "" : blockedBefore ? CLOSED : OPENED);
            }
            if (question.contains("?policy")) {
                return question.startsWith("PUT") ? Reply.s3(403, "AccessDenied") : Reply.s3(404, "NoSuchBucketPolicy");
            }
            return emptyBucket(question);
        })) {
            ProviderException refused = assertThrows(
                    ProviderException.class, () -> aws.provider().storage().ensureBucket(spec(identity, FULL)));

            assertEquals(kind, refused.getClass().getSimpleName());
            assertEquals(reason, refused.reason());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDenied, NeedsPerson, permission",
        "InternalError, Retryable, unavailable",
        "SlowDown, Retryable, unavailable"
    })
    void anObjectThatCannotBeDeletedIsNoticed(String code, String kind, String reason) {
        try (ScriptedAws aws = deleting(code)) {
            ProviderException failed = assertThrows(
                    ProviderException.class, () -> aws.provider().storage().empty(identity, Instant.MAX, 10));

            assertEquals(kind, failed.getClass().getSimpleName());
            assertEquals(reason, failed.reason());
        }
    }

    @Test
    void anObjectThatIsGoneAlreadyIsNoFailure() {
        try (ScriptedAws aws = deleting("NoSuchVersion")) {
            assertTrue(aws.provider().storage().empty(identity, Instant.MAX, 10));
        }
    }

    @Test
    void allPagesOfUsersAndKeysAreRead() {
        try (ScriptedAws aws = new ScriptedAws(question -> {
            boolean second = question.contains("Marker=next");
            if (question.contains("Action=ListUsers")) {
                assertTrue(question.contains("%2Flariba%2Ftests%2F" + identity.compactServiceId() + "%2F"));
                return users(second ? "b" : "a", !second);
            }
            String user = question.contains("UserName=" + prefix + "a") ? "A" : "B";
            return keys("AKIAAAAAAAAAAAAAAA" + user + (second ? "2" : "1"), !second);
        })) {
            assertEquals(
                    List.of(
                            "AKIAAAAAAAAAAAAAAAA1",
                            "AKIAAAAAAAAAAAAAAAA2",
                            "AKIAAAAAAAAAAAAAAAB1",
                            "AKIAAAAAAAAAAAAAAAB2"),
                    aws.provider().storage().accessKeys(identity));
        }
    }

    /** IAM answers like this for keys that are not there. */
    @ParameterizedTest
    @ValueSource(strings = {"AccessDenied", "NoSuchEntity"})
    void aKeyThatIamDoesNotTellOfIsLookedForAmongTheServicesOwn(String code) {
        try (ScriptedAws aws = new ScriptedAws(question -> {
            if (question.contains("GetAccessKeyLastUsed")) {
                return Reply.iam(code.equals("AccessDenied") ? 403 : 404, code);
            }
            if (question.contains("Action=ListUsers")) {
                return users("a", false);
            }
            return question.contains("Action=ListAccessKeys")
                    ? keys("AKIAAAAAAAAAAAAAAAA1", false)
                    : Reply.ok("<Response/>");
        })) {
            aws.provider().storage().revokeCredentials(identity, "AKIAAAAAAAAAAAAAAAA1");

            assertTrue(aws.asked().stream().anyMatch(question -> question.contains("Action=DeleteAccessKey")));
            assertTrue(aws.asked().getLast().contains("Action=DeleteUser"));
        }
    }

    @Test
    void aNewKeyIsHandedOutWhenS3KnowsIt() {
        AtomicInteger tries = new AtomicInteger();
        try (ScriptedAws aws = new ScriptedAws(question -> {
            if (question.contains("list-type=2")) {
                return tries.incrementAndGet() < 3
                        ? Reply.s3(403, "InvalidAccessKeyId")
                        : Reply.ok("<ListBucketResult/>");
            }
            if (question.contains("Action=CreateAccessKey")) {
                return Reply.ok("""
                        <CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><UserName>u</UserName>
                        <AccessKeyId>AKIAAAAAAAAAAAAAAAA1</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
                        </AccessKey></CreateAccessKeyResult></CreateAccessKeyResponse>""");
            }
            return question.startsWith("POST") ? Reply.ok("<Response/>") : emptyBucket(question);
        })) {
            BucketCredentials key = aws.provider().storage().issueCredentials(identity, "app");

            assertEquals("AKIAAAAAAAAAAAAAAAA1", key.accessKeyId());
            assertEquals(3, tries.get());
        }
    }

    @Test
    void aUserThatIamDoesNotShowYetIsTriedAgainLater() {
        try (ScriptedAws aws = new ScriptedAws(question -> question.contains("Action=PutUserPolicy")
                ? Reply.iam(404, "NoSuchEntity")
                : question.startsWith("POST") ? Reply.ok("<Response/>") : emptyBucket(question))) {
            ProviderException failed = assertThrows(
                    ProviderException.class, () -> aws.provider().storage().issueCredentials(identity, "app"));

            assertEquals("not_yet_visible", failed.reason());
        }
    }

    @Test
    void withoutAnEndpointOfItsOwnABucketIsAtTheRegions() {
        try (AwsClients clients = AwsSettings.clients(
                Map.of("lariba.providers.aws.enabled", "true", "lariba.providers.aws.regions", "eu-central-1"))) {
            assertEquals("https://s3.eu-central-1.amazonaws.com", clients.s3Url(identity));
        }
    }

    @Test
    void theAccountOfARoleIsKnownWithoutACall() {
        try (AwsClients clients = AwsSettings.clients(Map.of(
                "lariba.providers.aws.enabled",
                "true",
                "lariba.providers.aws.role.arn",
                "arn:aws:iam::210987654321:role/lariba"))) {
            assertEquals("210987654321", clients.of(identity).id());
        }
    }

    private static ScriptedAws deleting(String error) {
        return new ScriptedAws(question -> {
            if (question.contains("?versions") || question.contains("&versions")) {
                return Reply.ok(TWO_VERSIONS);
            }
            if (question.contains("uploads")) {
                return Reply.ok(NO_UPLOADS);
            }
            return question.startsWith("POST")
                    ? Reply.ok("<DeleteResult><Error><Key>one</Key><Code>" + error + "</Code></Error></DeleteResult>")
                    : emptyBucket(question);
        });
    }

    /** A bucket that was made and tagged by nobody. */
    private static Reply emptyBucket(String question) {
        if (question.startsWith("HEAD") || question.startsWith("PUT")) {
            return Reply.ok("");
        }
        if (question.contains("?ownershipControls")) {
            return Reply.ok(ENFORCED);
        }
        return Reply.s3(404, "NoSuchTagSet");
    }

    private Reply users(String user, boolean more) {
        return Reply.ok("<ListUsersResponse><ListUsersResult><Users><member><UserName>" + prefix + user
                + "</UserName></member></Users>" + page(more) + "</ListUsersResult></ListUsersResponse>");
    }

    private static Reply keys(String id, boolean more) {
        return Reply.ok("<ListAccessKeysResponse><ListAccessKeysResult><AccessKeyMetadata><member><AccessKeyId>" + id
                + "</AccessKeyId></member></AccessKeyMetadata>" + page(more)
                + "</ListAccessKeysResult></ListAccessKeysResponse>");
    }

    private static String page(boolean more) {
        return more ? "<IsTruncated>true</IsTruncated><Marker>next</Marker>" : "<IsTruncated>false</IsTruncated>";
    }
}
