package cloud.lariba.local.s3;

import static cloud.lariba.local.s3.TestServer.get;
import static cloud.lariba.local.s3.TestServer.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Which keys cannot be used because objects are files; S3 itself knows no such limits. */
class KeysAsPathsTest {

    @TempDir
    private Path directory;

    private TestServer server;
    private S3Client user;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
        user = server.user();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void anObjectThatIsAFileIsNoFolder() {
        put(user, "mine", "a", "file");

        assertRefused(() -> put(user, "mine", "a/b", "below"));
        assertRefused(() -> put(user, "mine", "a/b/c", "below"));
        assertRefused(() -> put(user, "mine", "a/", ""));
        assertRefused(() -> user.copyObject(copy -> copy.sourceBucket("mine")
                .sourceKey("a")
                .destinationBucket("mine")
                .destinationKey("a/b")));
        assertRefused(
                () -> user.createMultipartUpload(create -> create.bucket("mine").key("a/b")));
        assertEquals("file", get(user, "mine", "a"));
    }

    @Test
    void aFolderIsNoObject() {
        put(user, "mine", "a/b", "below");

        assertRefused(() -> put(user, "mine", "a", "file"));
        assertRefused(
                () -> user.createMultipartUpload(create -> create.bucket("mine").key("a")));
        put(user, "mine", "a/", "");
        assertEquals("below", get(user, "mine", "a/b"));
    }

    @Test
    void aFolderThatAppearsDuringAnUploadOfItsNameIsKept() {
        String id = user.createMultipartUpload(create -> create.bucket("mine").key("a"))
                .uploadId();
        String tag = user.uploadPart(
                        part -> part.bucket("mine").key("a").uploadId(id).partNumber(1), RequestBody.fromString("file"))
                .eTag();
        put(user, "mine", "a/b", "below");

        assertThrows(
                S3Exception.class,
                () -> user.completeMultipartUpload(complete -> complete.bucket("mine")
                        .key("a")
                        .uploadId(id)
                        .multipartUpload(parts -> parts.parts(
                                CompletedPart.builder().partNumber(1).eTag(tag).build()))));

        user.abortMultipartUpload(abort -> abort.bucket("mine").key("a").uploadId(id));
        assertEquals("below", get(user, "mine", "a/b"));
    }

    @Test
    void whatWouldBeBelowAFileIsNotThere() {
        put(user, "mine", "a", "file");

        assertEquals(404, status(() -> get(user, "mine", "a/b")));
        assertEquals(
                404, status(() -> user.headObject(head -> head.bucket("mine").key("a/b/c"))));
        user.deleteObject(delete -> delete.bucket("mine").key("a/b"));
        assertFalse(user.deleteObjects(
                        delete -> delete.bucket("mine").delete(all -> all.objects(object -> object.key("a/b"))))
                .hasErrors());
        assertEquals("file", get(user, "mine", "a"));
    }

    @Test
    void aSegmentHasAsManyBytesAsTheNameOfAFileWithWhatTheStoreAppends() {
        String longest = "x".repeat(ObjectKeys.LONGEST_SEGMENT);
        String longestInParts = "x".repeat(ObjectKeys.LONGEST_SEGMENT_IN_PARTS);
        put(user, "mine", longest + "/" + longest, "fits");
        user.uploadPart(
                part -> part.bucket("mine")
                        .key(longestInParts)
                        .uploadId(user.createMultipartUpload(
                                        create -> create.bucket("mine").key(longestInParts))
                                .uploadId())
                        .partNumber(10_000),
                RequestBody.fromString("fits"));

        assertRefused(() -> put(user, "mine", longest + "x", "too long"));
        assertRefused(() -> put(user, "mine", "ü".repeat(longest.length() / 2 + 1), "too long"));
        assertRefused(() -> get(user, "mine", "folder/" + longest + "x"));
        assertRefused(
                () -> user.createMultipartUpload(create -> create.bucket("mine").key(longestInParts + "x")));
    }

    private static void assertRefused(Executable request) {
        S3Exception refusal = assertThrows(S3Exception.class, request);
        assertEquals("InvalidArgument", refusal.awsErrorDetails().errorCode(), refusal::toString);
    }

    private static int status(Executable request) {
        return assertThrows(S3Exception.class, request).statusCode();
    }
}
