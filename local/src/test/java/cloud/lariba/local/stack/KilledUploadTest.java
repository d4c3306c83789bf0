package cloud.lariba.local.stack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What clients see of objects that are being uploaded, and of those that were when the server was killed. */
class KilledUploadTest {

    private static final String BUCKET = "bucket";
    private static final int HALF = 500_000;

    /** Named like the store names the object "folder/file" while it writes it. */
    private static final String LOOK_ALIKE = "folder/file-0f8fad5b-d9cb-469f-a165-70867728950e";

    @TempDir
    private Path directory;

    private S3Process server;
    private S3Client s3;

    @BeforeEach
    void start() throws Exception {
        server = S3Process.start(directory);
        s3 = server.signingBodies();
        s3.createBucket(create -> create.bucket(BUCKET));
    }

    @AfterEach
    void stop() {
        s3.close();
        server.close();
    }

    @Test
    void anObjectIsListedWhenItIsUploadedAndNotBefore() throws Exception {
        put(LOOK_ALIKE);
        try (Socket upload = begin(urlFor("folder/file"))) {
            awaitFileOf(HALF);

            assertEquals(List.of(LOOK_ALIKE), keys());

            upload.getOutputStream().write(new byte[HALF]);
            Awaitility.await().until(() -> keys().equals(List.of("folder/file", LOOK_ALIKE)));
        }
    }

    @Test
    void nothingStaysOfAnUploadDuringWhichTheServerWasKilled() throws Exception {
        put(LOOK_ALIKE);
        try (Socket _ = begin(urlFor("folder/file"));
                Socket _ = begin(urlFor("new/folder/file"))) {
            awaitFileOf(HALF);
            Awaitility.await().until(() -> files().size() == 3);

            server.killAndStartAgain();
        }

        assertEquals(List.of(LOOK_ALIKE), keys());
        assertTrue(s3.listObjectsV2(list -> list.bucket(BUCKET).delimiter("/")).commonPrefixes().stream()
                .allMatch(prefix -> prefix.prefix().equals("folder/")));
        s3.deleteObject(delete -> delete.bucket(BUCKET).key(LOOK_ALIKE));
        s3.deleteBucket(delete -> delete.bucket(BUCKET));
    }

    @Test
    void anUploadInPartsGoesOnAfterTheServerWasKilled() throws Exception {
        String id = s3.createMultipartUpload(create -> create.bucket(BUCKET).key("folder/file"))
                .uploadId();
        try (S3Presigner presigner = server.presigner();
                Socket _ = begin(presigner
                        .presignUploadPart(presign -> presign.signatureDuration(Duration.ofMinutes(5))
                                .uploadPartRequest(part -> part.bucket(BUCKET)
                                        .key("folder/file")
                                        .uploadId(id)
                                        .partNumber(1)))
                        .url()
                        .toURI())) {
            awaitFileOf(HALF);

            server.killAndStartAgain();
        }

        assertTrue(s3.listParts(list -> list.bucket(BUCKET).key("folder/file").uploadId(id))
                .parts()
                .isEmpty());
        s3.abortMultipartUpload(abort -> abort.bucket(BUCKET).key("folder/file").uploadId(id));
        s3.deleteBucket(delete -> delete.bucket(BUCKET));
    }

    @Test
    void anUploadThatItsClientBreaksOffLeavesNoFolder() throws Exception {
        try (Socket _ = begin(urlFor("new/folder/file"))) {
            awaitFileOf(HALF);
        }

        Awaitility.await()
                .untilAsserted(() ->
                        assertTrue(s3.listObjectsV2(list -> list.bucket(BUCKET).delimiter("/"))
                                .commonPrefixes()
                                .isEmpty()));
        s3.deleteBucket(delete -> delete.bucket(BUCKET));
    }

    private void put(String key) {
        s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString("content"));
    }

    private List<String> keys() {
        return s3.listObjectsV2(list -> list.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private URI urlFor(String key) throws Exception {
        try (S3Presigner presigner = server.presigner()) {
            return presigner
                    .presignPutObject(presign -> presign.signatureDuration(Duration.ofMinutes(5))
                            .putObjectRequest(put -> put.bucket(BUCKET).key(key)))
                    .url()
                    .toURI();
        }
    }

    /** Sends the first half of a body. */
    private static Socket begin(URI url) throws IOException {
        Socket socket = new Socket(url.getHost(), url.getPort());
        String head = "PUT %s?%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(url.getRawPath(), url.getRawQuery(), url.getAuthority(), 2 * HALF);
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        socket.getOutputStream().write(new byte[HALF]);
        return socket;
    }

    private void awaitFileOf(int bytes) {
        Awaitility.await().until(() -> {
            for (Path file : files()) {
                // The last of it may still be on its way.
                if (Files.size(file) > bytes / 2) {
                    return true;
                }
            }
            return false;
        });
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(server.store().resolve(BUCKET))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
