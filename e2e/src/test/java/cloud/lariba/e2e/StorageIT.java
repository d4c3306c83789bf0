package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A storage service is a real bucket. */
class StorageIT {

    private static final int MEBIBYTE = 1024 * 1024;

    private static Account owner;
    private static Service bucket;
    private static Service otherBucket;
    private static JsonNode keys;
    private static S3Client s3;

    @BeforeAll
    static void twoBuckets() {
        owner = Account.register();
        Project project = owner.project();
        bucket = project.create("storage");
        otherBucket = project.create("storage");
        keys = bucket.running().credentials();
        s3 = Buckets.client(keys);
        otherBucket.running();
    }

    @AfterAll
    static void cleanUp() {
        s3.close();
        bucket.delete();
        otherBucket.delete();
    }

    @Test
    void objectsAreWrittenListedReadAndDeletedByAnOrdinaryClient() {
        String name = bucketName();
        Buckets.put(s3, name, "folder/a.txt", "first");
        Buckets.put(s3, name, "folder/b.txt", "second");

        assertThat(s3.listObjectsV2(list -> list.bucket(name).prefix("folder/")).contents().stream()
                        .map(S3Object::key))
                .containsExactly("folder/a.txt", "folder/b.txt");
        assertThat(Buckets.get(s3, name, "folder/b.txt")).isEqualTo("second");

        s3.deleteObject(delete -> delete.bucket(name).key("folder/a.txt"));
        assertThatThrownBy(() -> Buckets.get(s3, name, "folder/a.txt"))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    }

    @Test
    void aFileOf80MebibytesIsUploadedInPartsSideBySide() {
        String name = bucketName();
        byte[] part = new byte[8 * MEBIBYTE];
        new Random(80).nextBytes(part);
        try (S3Client uploading = Buckets.signingBodies(keys)) {
            String upload = uploading
                    .createMultipartUpload(create -> create.bucket(name).key("large"))
                    .uploadId();
            AtomicInteger numbers = new AtomicInteger();
            List<CompletedPart> parts = Parallel.times(10, () -> {
                int number = numbers.incrementAndGet();
                String tag = uploading
                        .uploadPart(
                                request -> request.bucket(name)
                                        .key("large")
                                        .uploadId(upload)
                                        .partNumber(number),
                                RequestBody.fromBytes(part))
                        .eTag();
                return CompletedPart.builder().partNumber(number).eTag(tag).build();
            });
            uploading.completeMultipartUpload(complete -> complete.bucket(name)
                    .key("large")
                    .uploadId(upload)
                    .multipartUpload(all -> all.parts(parts.stream()
                            .sorted(Comparator.comparing(CompletedPart::partNumber))
                            .toList())));
        }

        assertThat(s3.headObject(head -> head.bucket(name).key("large")).contentLength())
                .isEqualTo(80L * MEBIBYTE);
        assertThat(s3.getObjectAsBytes(get -> get.bucket(name)
                                .key("large")
                                .range("bytes=%d-%d".formatted(72L * MEBIBYTE, 80L * MEBIBYTE - 1)))
                        .asByteArray())
                .isEqualTo(part);
        s3.deleteObject(delete -> delete.bucket(name).key("large"));
    }

    @Test
    void theKeysOpenNoOtherBucketAndCannotRemoveTheirOwn() {
        String other = otherBucket.read().path("outputs").path("bucket").asText();

        assertThatThrownBy(() -> s3.listObjectsV2(list -> list.bucket(other))).satisfies(StorageIT::isDenied);
        try (S3Client signing = Buckets.signingBodies(keys)) {
            // A body in chunks may be refused before its last chunk is sent, which then meets a closed connection.
            assertThatThrownBy(() -> Buckets.put(signing, other, "intruder.txt", "x"))
                    .satisfies(StorageIT::isDenied);
        }
        assertThatThrownBy(() -> s3.deleteBucket(delete -> delete.bucket(bucketName())))
                .satisfies(StorageIT::isDenied);
        assertThatThrownBy(() -> s3.listObjectsV2(list -> list.bucket("lariba-system")))
                .satisfies(StorageIT::isDenied);
        for (String prefix : new String[] {"../" + other, "../" + bucketName(), "../"}) {
            assertThatThrownBy(() -> s3.listObjectsV2(
                            list -> list.bucket(bucketName()).prefix(prefix).delimiter("/")))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refused -> assertThat(refused.statusCode()).isEqualTo(400));
        }
    }

    @Test
    void aPresignedUrlWritesAndReadsOneObjectWithoutKeys() throws IOException, InterruptedException {
        Answer put = presign(
                Json.object("method", "PUT", "key", "presigned.txt", "expires_in", 60, "content_type", "text/plain"));
        Instant expiresAt = Instant.parse(put.text("expires_at"));

        assertThat(expiresAt)
                .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(90));
        assertThat(transfer(put, "through a link").statusCode()).isEqualTo(200);
        Answer get = presign(Json.object("method", "GET", "key", "presigned.txt", "expires_in", 60));
        assertThat(transfer(get, null).body()).isEqualTo("through a link");
    }

    @Test
    void aPresignedUrlThatWasChangedOrHasExpiredIsRefused() throws IOException, InterruptedException {
        Buckets.put(s3, bucketName(), "secret.txt", "secret");
        Buckets.put(s3, bucketName(), "public.txt", "public");
        Answer get = presign(Json.object("method", "GET", "key", "public.txt", "expires_in", 1));
        String url = get.text("url");

        assertThat(fetch(url.replace("public.txt", "secret.txt"))).isEqualTo(403);
        await().atMost(Duration.ofSeconds(15)).until(() -> fetch(url) == 403);
    }

    @Test
    void rotatedKeysReplaceTheOldOnes() {
        Project project = owner.project();
        Service rotated = project.create("storage").running();
        JsonNode before = rotated.credentials();
        String name = before.path("bucket").asText();

        JsonNode after = rotated.rotateCredentials();

        try (S3Client fresh = Buckets.client(after);
                S3Client stale = Buckets.client(before)) {
            Buckets.put(fresh, name, "after.txt", "rotated");
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThatThrownBy(() -> Buckets.get(stale, name, "after.txt"))
                            .satisfies(StorageIT::isDenied));
        }
        rotated.delete();
    }

    private static Answer presign(Object request) {
        return owner.post(bucket.path() + "/presigned-urls", request).expect(200, 201);
    }

    private static HttpResponse<String> transfer(Answer presigned, @Nullable String text)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(presigned.text("url")));
        presigned.json().path("headers").properties().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("host"))
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        if (text != null) {
            request.PUT(HttpRequest.BodyPublishers.ofString(text));
        }
        return Call.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int fetch(String url) throws IOException, InterruptedException {
        return Call.HTTP
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String bucketName() {
        return keys.path("bucket").asText();
    }

    private static void isDenied(Throwable e) {
        assertThat(e)
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        denied -> assertThat(denied.statusCode()).isEqualTo(403));
    }
}
