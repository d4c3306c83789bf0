package cloud.lariba.cloud.providers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.PresignRequest.Method;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What every provider's buckets do, seen through an ordinary S3 client with the issued keys. */
public abstract class StorageConformance extends StorageFixtures {

    /** A key of an object that needs escaping in every way. */
    protected String awkwardKey() {
        return "a/b c/ü+%.txt";
    }

    @Test
    void aBucketThatNobodyAskedForIsAbsent() {
        assertInstanceOf(BucketObservation.Absent.class, storage().observe(someIdentity()));
    }

    @Test
    void anEnsuredBucketBecomesAvailable() {
        ResourceIdentity identity = someIdentity();

        storage().ensureBucket(plain(identity));

        BucketObservation.Available available = awaitAvailable(identity);
        assertEquals(region(), available.region());
        assertEquals(available.bucket(), available.outputs().get("bucket"));
        assertTrue(storage().isEmpty(identity));
    }

    @Test
    void ensuringABucketAgainKeepsItsObjects() {
        ResourceIdentity identity = someBucket();
        BucketCredentials key = storage().issueCredentials(identity, "app");
        put(key, "kept", "content");

        storage().ensureBucket(plain(identity));

        assertEquals("content", get(key, "kept"));
    }

    @Test
    void manyWhoEnsureTheSameBucketAtOnceGetOne() throws Exception {
        ResourceIdentity identity = someIdentity();

        atOnce(8, () -> {
            storage().ensureBucket(plain(identity));
            return identity;
        });

        awaitAvailable(identity);
        put(storage().issueCredentials(identity, "app"), "one", "content");
    }

    @Test
    void manyWhoAskForKeysOfDifferentNamesAtOnceGetOneEach() throws Exception {
        ResourceIdentity identity = someBucket();
        AtomicInteger names = new AtomicInteger();
        Set<String> issued = ConcurrentHashMap.newKeySet();

        atOnce(
                4,
                () -> issued.add(storage()
                        .issueCredentials(identity, "v" + names.incrementAndGet())
                        .accessKeyId()));

        assertEquals(issued, Set.copyOf(storage().accessKeys(identity)));
        assertEquals(4, issued.size());
    }

    @Test
    void anIssuedKeyOpensItsBucketOnly() {
        BucketCredentials mine = storage().issueCredentials(someBucket(), "app");
        BucketCredentials theirs = storage().issueCredentials(someBucket(), "app");
        put(theirs, "secret", "theirs");

        put(mine, awkwardKey(), "hello");

        assertEquals("hello", get(mine, awkwardKey()));
        try (S3Client s3 = client(mine)) {
            assertDenied(() -> s3.listObjectsV2(list -> list.bucket(theirs.bucket())));
            assertDenied(
                    () -> s3.getObjectAsBytes(get -> get.bucket(theirs.bucket()).key("secret")));
            assertDenied(() -> s3.deleteBucket(delete -> delete.bucket(mine.bucket())));
        }
    }

    @Test
    void aNameHasOneKey() {
        ResourceIdentity identity = someBucket();
        storage().issueCredentials(identity, "v1");

        BucketCredentials again = storage().issueCredentials(identity, "v1");
        BucketCredentials other = storage().issueCredentials(identity, "v2");

        assertNotEquals(again.accessKeyId(), other.accessKeyId());
        assertEquals(
                Set.of(again.accessKeyId(), other.accessKeyId()),
                Set.copyOf(storage().accessKeys(identity)));
        assertEquals(2, storage().accessKeys(identity).size());
        put(again, "one", "content");
        assertEquals("content", get(other, "one"));
    }

    @Test
    void keysAreIssuedForBucketsOnly() {
        ResourceIdentity identity = someIdentity();

        Permanent refused = assertThrows(Permanent.class, () -> storage().issueCredentials(identity, "app"));

        assertEquals("not_found", refused.reason());
        assertEquals(List.of(), storage().accessKeys(identity));
    }

    @Test
    void aRevokedKeyStopsWorkingAndTheOthersWorkOn() {
        ResourceIdentity identity = someBucket();
        BucketCredentials old = storage().issueCredentials(identity, "v1");
        BucketCredentials fresh = storage().issueCredentials(identity, "v2");

        storage().revokeCredentials(identity, old.accessKeyId());
        storage().revokeCredentials(identity, old.accessKeyId());

        awaitDenied(old);
        put(fresh, "still", "works");
        assertEquals(List.of(fresh.accessKeyId()), storage().accessKeys(identity));
    }

    @Test
    void aKeyIsNotRevokedThroughAnotherBucket() {
        BucketCredentials theirs = storage().issueCredentials(someBucket(), "app");

        storage().revokeCredentials(someBucket(), theirs.accessKeyId());

        put(theirs, "still", "works");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.txt", "a/b/c", "with space+plus&ampersand?x=1#y", "日本語 ü"})
    public void aPresignedUrlLetsItsBearerPutAndGetOneObject(String key) throws Exception {
        BucketCredentials signer = storage().issueCredentials(someBucket(), "v1");

        PresignedUrl put = storage().presign(signer, new PresignRequest(Method.PUT, key, SOON, null));
        int stored = send(put, "PUT", "hello", null).status();
        PresignedUrl get = storage().presign(signer, new PresignRequest(Method.GET, key, SOON, null));
        Answer read = send(get, "GET", null, null);

        assertEquals(200, stored);
        assertEquals(200, read.status());
        assertEquals("hello", read.body());
        assertEquals("hello", get(signer, key));
    }

    @Test
    void aPresignedUrlIsForOneMethodAndOneObject() throws Exception {
        BucketCredentials signer = storage().issueCredentials(someBucket(), "v1");
        PresignedUrl get = storage().presign(signer, new PresignRequest(Method.GET, "one", SOON, null));

        int written = send(get, "PUT", "hello", null).status();
        PresignedUrl moved = new PresignedUrl(get.url().replace("/one?", "/two?"), get.headers(), get.expiresAt());
        int other = send(moved, "GET", null, null).status();

        assertEquals(403, written);
        assertEquals(403, other);
    }

    @Test
    void aPresignedUploadKeepsToItsContentType() throws Exception {
        BucketCredentials signer = storage().issueCredentials(someBucket(), "v1");
        PresignedUrl put = storage().presign(signer, new PresignRequest(Method.PUT, "page", SOON, "text/html"));

        int wrong = send(put, "PUT", "<p>", "text/plain").status();
        int right = send(put, "PUT", "<p>", null).status();

        assertEquals("text/html", put.headers().get("content-type"));
        assertEquals(403, wrong);
        assertEquals(200, right);
    }

    @Test
    void aPresignedUrlEndsInTime() {
        BucketCredentials signer = storage().issueCredentials(someBucket(), "v1");

        PresignedUrl get =
                storage().presign(signer, new PresignRequest(Method.GET, "one", Duration.ofSeconds(1), null));

        await().atMost(SOON).until(() -> send(get, "GET", null, null).status() == 403);
    }

    @Test
    void aPresignedUrlEndsWithTheKeyThatSignedIt() {
        ResourceIdentity identity = someBucket();
        BucketCredentials signer = storage().issueCredentials(identity, "v1");
        put(signer, "one", "content");
        PresignedUrl get = storage().presign(signer, new PresignRequest(Method.GET, "one", Duration.ofHours(1), null));

        storage().accessKeys(identity).forEach(key -> storage().revokeCredentials(identity, key));

        await().atMost(SOON).until(() -> send(get, "GET", null, null).status() == 403);
    }

    @Test
    public void aBucketIsEmptiedInSteps() {
        ResourceIdentity identity = someBucket();
        BucketCredentials key = storage().issueCredentials(identity, "app");
        IntStream.range(0, 25).forEach(i -> put(key, "dir/" + i % 3 + "/" + i, "x"));

        assertFalse(storage().isEmpty(identity));
        assertFalse(storage().empty(identity, Instant.MAX, 10));
        assertFalse(storage().empty(identity, Instant.MAX, 10));
        assertTrue(storage().empty(identity, Instant.MAX, 10));
        assertTrue(storage().isEmpty(identity));
    }

    @Test
    void emptyingABucketLeavesWhatIsWrittenLater() {
        ResourceIdentity identity = someBucket();
        BucketCredentials key = storage().issueCredentials(identity, "app");
        put(key, "one", "content");
        put(key, "two", "content");
        Instant since = storage().clock(identity);
        await().atMost(SOON).until(() -> storage().clock(identity).isAfter(since));
        put(key, "three", "content");
        put(key, "two", "content");

        assertTrue(IntStream.range(0, 2).anyMatch(i -> storage().empty(identity, since, 1)));

        assertFalse(storage().isEmpty(identity));
        assertEquals("content", get(key, "two"));
        assertEquals("content", get(key, "three"));
    }

    @Test
    void emptyingABucketEndsItsUnfinishedUploads() {
        ResourceIdentity identity = someBucket();
        BucketCredentials key = storage().issueCredentials(identity, "app");
        try (S3Client s3 = client(key)) {
            String upload = s3.createMultipartUpload(
                            create -> create.bucket(key.bucket()).key("big"))
                    .uploadId();
            s3.uploadPart(
                    part -> part.bucket(key.bucket())
                            .key("big")
                            .uploadId(upload)
                            .partNumber(1),
                    RequestBody.fromString("x".repeat(100)));
        }

        assertTrue(storage().empty(identity, Instant.MAX, 100));

        storage().delete(identity);
        assertInstanceOf(BucketObservation.Absent.class, storage().observe(identity));
    }

    @Test
    void aBucketWithObjectsIsNotDeletedAndStaysUsable() {
        ResourceIdentity identity = someBucket();
        BucketCredentials key = storage().issueCredentials(identity, "app");
        put(key, "one", "content");

        Permanent refused = assertThrows(Permanent.class, () -> storage().delete(identity));

        assertEquals("not_empty", refused.reason());
        assertEquals("content", get(key, "one"));
    }

    @Test
    void aDeletedBucketIsGoneWithItsKeys() {
        ResourceIdentity identity = someBucket();
        BucketCredentials key = storage().issueCredentials(identity, "app");
        put(key, "deep/er/one", "content");
        storage().empty(identity, Instant.MAX, 100);

        storage().delete(identity);
        storage().delete(identity);

        assertInstanceOf(BucketObservation.Absent.class, storage().observe(identity));
        assertEquals(List.of(), storage().accessKeys(identity));
        awaitDenied(key);
    }

    @Test
    void whatIsNotThereIsEmptyAndDeleted() {
        ResourceIdentity identity = someIdentity();

        assertTrue(storage().isEmpty(identity));
        assertTrue(storage().empty(identity, Instant.MAX, 10));
        storage().delete(identity);
        storage().revokeCredentials(identity, "LRBAAAAAAAAAAAAAAAAA");
    }

    private static <T> void atOnce(int times, Callable<T> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> all = threads.invokeAll(
                    IntStream.range(0, times).mapToObj(i -> call).toList());
            for (Future<T> one : all) {
                one.get();
            }
        }
    }
}
