package cloud.lariba.local.s3;

import static cloud.lariba.local.s3.TestServer.get;
import static cloud.lariba.local.s3.TestServer.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class S3ServerTest {

    @TempDir
    private Path directory;

    private TestServer server;
    private S3Client administrator;
    private S3Client user;

    @BeforeEach
    void startWithAnObjectInTheOtherBucket() throws Exception {
        start();
        put(administrator, "theirs", "secret.txt", "theirs");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aBucketKeyPutsReadsListsAndDeletesObjectsOfItsBucket() {
        put(user, "mine", "a/hello.txt", "hello");

        assertEquals("hello", get(user, "mine", "a/hello.txt"));
        assertEquals(1, user.listObjectsV2(request -> request.bucket("mine")).keyCount());
        user.deleteObject(request -> request.bucket("mine").key("a/hello.txt"));
        assertEquals(0, user.listObjectsV2(request -> request.bucket("mine")).keyCount());
    }

    @Test
    void everythingThatABucketKeyMayReachPassesItsStore() {
        var notNarrowed = Arrays.stream(ForwardingBlobStore.class.getDeclaredMethods())
                .filter(method -> !method.isBridge() && !method.isSynthetic())
                .filter(method -> !method.getName().equals("delegate"))
                .filter(method -> Arrays.stream(BucketStore.class.getDeclaredMethods())
                        .noneMatch(own -> own.getName().equals(method.getName())
                                && Arrays.equals(own.getParameterTypes(), method.getParameterTypes())))
                .toList();

        assertEquals(List.of(), notNarrowed);
    }

    @Test
    void theAdministratorEndsAnUploadThatABucketKeyBegan() {
        var upload =
                user.createMultipartUpload(request -> request.bucket("mine").key("big"));
        user.uploadPart(
                request -> request.bucket("mine")
                        .key("big")
                        .uploadId(upload.uploadId())
                        .partNumber(1),
                RequestBody.fromString("part"));

        administrator.abortMultipartUpload(
                request -> request.bucket("mine").key("big").uploadId(upload.uploadId()));
        administrator.deleteBucket(request -> request.bucket("mine"));
    }

    @Test
    void aBucketKeyUploadsInParts() {
        var upload =
                user.createMultipartUpload(request -> request.bucket("mine").key("big"));
        var part = user.uploadPart(
                request -> request.bucket("mine")
                        .key("big")
                        .uploadId(upload.uploadId())
                        .partNumber(1),
                RequestBody.fromString("x".repeat(1_000)));
        user.completeMultipartUpload(request -> request.bucket("mine")
                .key("big")
                .uploadId(upload.uploadId())
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(part.eTag()).build())));

        assertEquals(1_000, get(user, "mine", "big").length());
    }

    @Test
    void aBucketKeyCannotDeleteItsBucket() {
        assertRefused("AccessDenied", () -> user.deleteBucket(request -> request.bucket("mine")));
        administrator.headBucket(request -> request.bucket("mine"));
    }

    @Test
    void aBucketKeyCannotSeeOtherBuckets() {
        assertRefused("AccessDenied", () -> user.listBuckets());
        assertRefused("AccessDenied", () -> user.listObjectsV2(request -> request.bucket("theirs")));
        assertRefused("AccessDenied", () -> get(user, "theirs", "secret.txt"));
        assertRefused("AccessDenied", () -> put(user, "theirs", "planted.txt", "planted"));
        assertRefused(
                "AccessDenied",
                () -> user.deleteObject(request -> request.bucket("theirs").key("secret.txt")));
        assertRefused("AccessDenied", () -> user.createBucket(request -> request.bucket("another")));
    }

    @Test
    void aBucketKeyCannotCopyOutOfAnotherBucket() {
        assertRefused(
                "AccessDenied",
                () -> user.copyObject(request -> request.sourceBucket("theirs")
                        .sourceKey("secret.txt")
                        .destinationBucket("mine")
                        .destinationKey("stolen.txt")));
    }

    @Test
    void aBucketKeyCannotReadTheKeys() {
        assertRefused("AccessDenied", () -> get(user, KeyRing.SYSTEM_BUCKET, "keys/" + TestServer.KEY));
    }

    @Test
    void aBucketKeyCannotMakeAnObjectPublic() {
        assertRefused(
                "AccessDenied",
                () -> user.putObject(
                        request -> request.bucket("mine").key("public").acl(ObjectCannedACL.PUBLIC_READ),
                        RequestBody.fromString("public")));
    }

    @Test
    void aWrongSecretIsRefused() {
        try (S3Client forger = server.client(TestServer.KEY, "not-the-secret")) {
            assertRefused("SignatureDoesNotMatch", () -> forger.listObjectsV2(request -> request.bucket("mine")));
        }
    }

    @Test
    void anUnknownKeyIsRefused() {
        String unknown = "LRBZZZZZBBBBBCCCCC22";
        try (S3Client stranger = server.client(unknown, new BucketKey(unknown).secret(TestServer.MASTER))) {
            assertRefused("InvalidAccessKeyId", () -> stranger.listObjectsV2(request -> request.bucket("mine")));
        }
    }

    @Test
    void aKeyEndsWhenItsObjectIsDeleted() {
        put(user, "mine", "before", "before");

        administrator.deleteObject(
                request -> request.bucket(KeyRing.SYSTEM_BUCKET).key("keys/" + TestServer.KEY));

        assertRefused("InvalidAccessKeyId", () -> get(user, "mine", "before"));
    }

    @Test
    void nobodyIsServedWithoutASignature() throws Exception {
        put(user, "mine", "private.txt", "private");
        URI object = URI.create(server.endpoint() + "/mine/private.txt");

        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(
                    403,
                    client.send(HttpRequest.newBuilder(object).build(), BodyHandlers.ofString())
                            .statusCode());
        }
    }

    @Test
    void aPresignedUrlPutsAndGetsAnObject() throws Exception {
        try (S3Presigner presigner = server.presigner();
                HttpClient client = HttpClient.newHttpClient()) {
            URI put = presigner
                    .presignPutObject(presign -> presign.signatureDuration(Duration.ofMinutes(5))
                            .putObjectRequest(request -> request.bucket("mine").key("p.txt")))
                    .url()
                    .toURI();
            URI get = presigner
                    .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(request -> request.bucket("mine").key("p.txt")))
                    .url()
                    .toURI();

            var stored = client.send(
                    HttpRequest.newBuilder(put)
                            .PUT(BodyPublishers.ofString("presigned"))
                            .build(),
                    BodyHandlers.ofString());
            var read = client.send(HttpRequest.newBuilder(get).build(), BodyHandlers.ofString());

            assertEquals(200, stored.statusCode());
            assertEquals("presigned", read.body());
        }
    }

    @Test
    void objectsAndKeysAreThereAfterARestart() throws Exception {
        put(user, "mine", "kept.txt", "kept");
        stop();

        start();

        assertEquals("kept", get(user, "mine", "kept.txt"));
    }

    private void start() throws Exception {
        server = TestServer.start(directory);
        administrator = server.administrator();
        user = server.user();
    }

    private static void assertRefused(String code, Executable request) {
        S3Exception refusal = assertThrows(S3Exception.class, request);
        assertEquals(code, refusal.awsErrorDetails().errorCode());
        assertTrue(refusal.statusCode() == 403, refusal::toString);
    }
}
