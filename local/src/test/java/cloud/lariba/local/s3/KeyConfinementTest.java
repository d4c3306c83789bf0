package cloud.lariba.local.s3;

import static cloud.lariba.local.s3.TestServer.get;
import static cloud.lariba.local.s3.TestServer.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The store makes paths of keys; none of them may lead out of its bucket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyConfinementTest {

    private TestServer server;
    private S3Client user;

    @BeforeAll
    void startWithObjectsInBothBuckets(@TempDir Path directory) throws Exception {
        server = TestServer.start(directory);
        user = server.user();
        put(user, "mine", "a/own.txt", "mine");
        put(server.administrator(), "theirs", "a/secret.txt", "theirs");
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    static List<String> prefixes() {
        return List.of(
                "..",
                "../",
                "../mine",
                "../mine/",
                "../theirs",
                "../theirs/a",
                "../lariba-system/keys/",
                "a/..",
                "a/../../mine",
                "mine/../../theirs",
                "a/../../theirs/",
                "./../theirs/",
                "./",
                "a/./",
                "/",
                "/a/",
                "//");
    }

    @ParameterizedTest
    @MethodSource("prefixes")
    void aPrefixThatLeadsElsewhereIsRefused(String prefix) {
        assertInvalid(() -> user.listObjectsV2(list -> list.bucket("mine").prefix(prefix)));
        assertInvalid(() ->
                user.listObjectsV2(list -> list.bucket("mine").prefix(prefix).delimiter("/")));
        assertInvalid(() ->
                user.listObjects(list -> list.bucket("mine").prefix(prefix).marker("..")));
        assertInvalid(() -> user.listObjectsV2(
                list -> list.bucket("mine").prefix(prefix).encodingType("url").startAfter("a")));
        assertThrows(
                S3Exception.class,
                () -> user.listObjectVersions(list -> list.bucket("mine").prefix(prefix)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../", "../mine", "../theirs/a/secret.txt", "/", "a/../../theirs"})
    void aPlaceToStartFromShowsTheOwnBucketOnly(String place) {
        var after = user.listObjectsV2(list -> list.bucket("mine").startAfter(place));
        var token = user.listObjectsV2(list -> list.bucket("mine").continuationToken(place));
        var marker = user.listObjects(list -> list.bucket("mine").marker(place).delimiter("/"));

        Stream.of(after.contents(), token.contents(), marker.contents())
                .flatMap(List::stream)
                .map(S3Object::key)
                .forEach(key -> assertEquals("a/own.txt", key));
        assertTrue(marker.commonPrefixes().stream().map(CommonPrefix::prefix).allMatch("a/"::equals));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../theirs/", "..", "../mine", "/"})
    void uploadsAreListedOfTheOwnBucketOnly(String prefix) {
        var theirs = server.administrator()
                .createMultipartUpload(create -> create.bucket("theirs").key("a/big"));

        var seen = user.listMultipartUploads(list -> list.bucket("mine").prefix(prefix));

        assertTrue(seen.uploads().isEmpty(), seen::toString);
        server.administrator()
                .abortMultipartUpload(
                        abort -> abort.bucket("theirs").key("a/big").uploadId(theirs.uploadId()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../theirs/a/secret.txt",
                "a/../../theirs/a/secret.txt",
                "..",
                ".",
                "./",
                "a/..",
                "a/../",
                "a/./own.txt",
                "a//own.txt",
                "//theirs/a/secret.txt"
            })
    void aKeyThatLeadsElsewhereIsRefusedEverywhere(String key) {
        assertInvalid(() -> get(user, "mine", key));
        // The answer may come, and the connection be closed, before the body has been taken.
        assertThrows(SdkException.class, () -> put(user, "mine", key, "planted"));
        assertInvalid(() -> user.deleteObject(delete -> delete.bucket("mine").key(key)));
        assertInvalid(() -> user.copyObject(copy -> copy.sourceBucket("mine")
                .sourceKey(key)
                .destinationBucket("mine")
                .destinationKey("stolen")));
        assertInvalid(() -> user.copyObject(copy -> copy.sourceBucket("mine")
                .sourceKey("a/own.txt")
                .destinationBucket("mine")
                .destinationKey(key)));
        assertInvalid(
                () -> user.createMultipartUpload(create -> create.bucket("mine").key(key)));
        assertInvalid(() -> user.getObjectAcl(acl -> acl.bucket("mine").key(key)));
        S3Exception head = assertThrows(
                S3Exception.class,
                () -> user.headObject(head1 -> head1.bucket("mine").key(key)));
        assertEquals(400, head.statusCode());
        assertTrue(user.deleteObjects(
                        delete -> delete.bucket("mine").delete(all -> all.objects(object -> object.key(key))))
                .hasErrors());
        assertEquals("theirs", get(server.administrator(), "theirs", "a/secret.txt"));
        assertEquals("mine", get(user, "mine", "a/own.txt"));
    }

    @Test
    void deletingADotDoesNotDeleteAnEmptyBucket() {
        server.administrator().deleteObject(delete -> delete.bucket("mine").key("a/own.txt"));

        assertInvalid(() -> user.deleteObject(delete -> delete.bucket("mine").key("./")));

        put(user, "mine", "a/own.txt", "mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "x/../../theirs", "../../theirs/a", "not-an-upload"})
    void anUploadThatTheServerDidNotBeginIsUnknown(String id) {
        for (Executable request : List.<Executable>of(
                () -> user.listParts(list -> list.bucket("mine").key("a/big").uploadId(id)),
                () -> user.uploadPart(
                        part -> part.bucket("mine").key("a/big").uploadId(id).partNumber(1),
                        RequestBody.fromString("planted")),
                () -> user.uploadPartCopy(part -> part.sourceBucket("mine")
                        .sourceKey("a/own.txt")
                        .destinationBucket("mine")
                        .destinationKey("a/big")
                        .uploadId(id)
                        .partNumber(1)),
                () -> user.abortMultipartUpload(
                        abort -> abort.bucket("mine").key("a/big").uploadId(id)))) {
            S3Exception refused = assertThrows(S3Exception.class, request);
            assertTrue(refused.statusCode() == 404 || refused.statusCode() == 400, refused::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?prefix=..%2Ftheirs%2F",
                "?list-type=2&prefix=%2e%2e%2ftheirs&delimiter=%2F",
                "/..%2Ftheirs%2Fa%2Fsecret.txt",
                "/%2e%2e/theirs/a/secret.txt",
                "/../theirs/a/secret.txt"
            })
    void whoeverShowsNoSignatureLearnsNothing(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(server.endpoint() + "/mine" + path))
                            .build(),
                    BodyHandlers.ofString());

            assertFalse(answer.body().contains("secret"), answer::body);
            assertTrue(answer.statusCode() == 403 || answer.statusCode() == 400, answer::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mine/a/own.txt", "/mine/a/missing.txt", "/mine", "/missing-bucket", "/missing-bucket/a"})
    void whetherSomethingIsThereIsToldToNobodyWithoutASignature(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
                var answer = client.send(
                        HttpRequest.newBuilder(URI.create(server.endpoint() + path))
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());

                assertEquals(403, answer.statusCode(), method);
            }
        }
    }

    @Test
    void aPresignedUrlThatLeadsElsewhereIsRefused() throws Exception {
        try (S3Presigner presigner = server.presigner();
                HttpClient client = HttpClient.newHttpClient()) {
            URI url = presigner
                    .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(get -> get.bucket("mine").key("../theirs/a/secret.txt")))
                    .url()
                    .toURI();

            var answer = client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());

            assertEquals(400, answer.statusCode(), answer::body);
        }
    }

    @Test
    void aPrefixIsTheBeginningOfAKeyAndNotOfAPath() {
        put(user, "mine", "folder", "a file that only looks like one");

        assertEquals(
                List.of(),
                user.listObjectsV2(list -> list.bucket("mine").prefix("folder/"))
                        .contents());
        user.deleteObject(delete -> delete.bucket("mine").key("folder"));
    }

    private static void assertInvalid(Executable request) {
        S3Exception refusal = assertThrows(S3Exception.class, request);
        assertEquals("InvalidArgument", refusal.awsErrorDetails().errorCode(), refusal::toString);
        assertEquals(400, refusal.statusCode());
    }
}
