package cloud.lariba.local.stack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** What the S3 server bears with the memory that it has on a laptop. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3ProcessTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final String BUCKET = "bucket";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private S3Process server;
    private S3Client s3;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        server = S3Process.start(directory);
        s3 = server.signingBodies();
        s3.createBucket(create -> create.bucket(BUCKET));
    }

    @AfterEach
    void itIsStillTheSameProcess() {
        assertTrue(server.isAlive(), server::log);
    }

    @AfterAll
    void stop() {
        s3.close();
        server.close();
    }

    @Test
    void manyClientsUploadTheLargestBodiesAtOnce() throws Exception {
        byte[] content = content(16);

        atOnce(14, i -> s3.putObject(put -> put.bucket(BUCKET).key("body-" + i), RequestBody.fromBytes(content)));

        assertArrayEquals(
                content,
                s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("body-13")).asByteArrayUnsafe());
    }

    @Test
    void aFileIsUploadedInPartsSideBySideAsTheAwsCliDoesIt() throws Exception {
        byte[] part = content(8);
        String upload = s3.createMultipartUpload(create -> create.bucket(BUCKET).key("file"))
                .uploadId();

        List<CompletedPart> parts = atOnce(
                12,
                i -> CompletedPart.builder()
                        .partNumber(i + 1)
                        .eTag(s3.uploadPart(
                                        request -> request.bucket(BUCKET)
                                                .key("file")
                                                .uploadId(upload)
                                                .partNumber(i + 1),
                                        RequestBody.fromBytes(part))
                                .eTag())
                        .build());
        s3.completeMultipartUpload(complete ->
                complete.bucket(BUCKET).key("file").uploadId(upload).multipartUpload(all -> all.parts(parts)));

        assertEquals(
                96L * MEBIBYTE,
                s3.headObject(head -> head.bucket(BUCKET).key("file")).contentLength());
        assertArrayEquals(
                part,
                s3.getObjectAsBytes(get -> get.bucket(BUCKET)
                                .key("file")
                                .range("bytes=%d-%d".formatted(11L * part.length, 12L * part.length - 1)))
                        .asByteArrayUnsafe());
    }

    @Test
    void aLargerBodyIsRefusedByName() throws Exception {
        String head =
                """
                PUT /%s/too-large HTTP/1.1
                Host: localhost
                Expect: 100-continue
                Content-Length: %d
                x-amz-date: %s
                x-amz-content-sha256: %s
                Authorization: %s

                """.formatted(BUCKET, 17 * MEBIBYTE, TIME.format(Instant.now()), "0".repeat(64), server.knownKey());
        try (Socket socket = new Socket("127.0.0.1", server.endpoint().getPort())) {
            socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

            assertTrue(answer.contains("HTTP/1.1 400 "), answer);
            assertTrue(answer.contains("<Code>MaxMessageLengthExceeded</Code>"), answer);
        }
    }

    @Test
    void aBucketOfTwentyThousandObjectsIsListedByManyAtOnce() throws Exception {
        s3.createBucket(create -> create.bucket("full"));
        Path bucket = server.store().resolve("full");
        for (int i = 0; i < 20_000; i++) {
            Files.createFile(bucket.resolve("an-object-with-an-ordinary-name-%05d.json".formatted(i)));
        }

        List<Integer> firstPages =
                atOnce(12, i -> s3.listObjectsV2(list -> list.bucket("full")).keyCount());

        assertTrue(firstPages.stream().allMatch(count -> count == 1_000), firstPages::toString);
        assertEquals(
                20_000,
                s3.listObjectsV2Paginator(list -> list.bucket("full")).contents().stream()
                        .count());
    }

    private static byte[] content(int mebibytes) {
        byte[] content = new byte[mebibytes * MEBIBYTE];
        new Random(mebibytes).nextBytes(content);
        return content;
    }

    private interface Numbered<T> {
        T call(int number) throws Exception;
    }

    private static <T> List<T> atOnce(int count, Numbered<T> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = threads.invokeAll(IntStream.range(0, count)
                    .<Callable<T>>mapToObj(i -> () -> call.call(i))
                    .toList());
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }
}
