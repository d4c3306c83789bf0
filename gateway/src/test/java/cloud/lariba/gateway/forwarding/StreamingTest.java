package cloud.lariba.gateway.forwarding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.gateway.testing.Call;
import cloud.lariba.gateway.testing.RawClient;
import cloud.lariba.gateway.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class StreamingTest {

    private static final int MIB = 1024 * 1024;
    private static final int LARGE = 64 * MIB;

    @Test
    void aLargeAnswerPassesAtTheClientsPaceWithoutPilingUp() throws IOException {
        var written = new AtomicLong();
        Call call = Call.signedIn().answeredBy("cloud", (request, body, out) -> {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n"));
            byte[] block = new byte[64 * 1024];
            for (long sent = 0; sent < LARGE; sent += block.length) {
                out.write(block);
                written.addAndGet(block.length);
            }
            return true;
        });

        try (RawClient client = call.open("GET /services/export")) {
            InputStream in = client.socket().getInputStream();
            assertEquals("HTTP/1.1 200 OK", new String(in.readNBytes(15), US_ASCII));
            // A client that does not read stops the service: what is under way fits into buffers, which are far
            // smaller.
            Awaitility.await()
                    .during(500, TimeUnit.MILLISECONDS)
                    .atMost(10, TimeUnit.SECONDS)
                    .until(() -> written.get() < LARGE / 2);

            long rest = drain(in, LARGE);

            assertTrue(rest >= LARGE - 1024, "read " + rest);
            assertEquals(LARGE, written.get());
        }
    }

    @Test
    void aServiceThatDoesNotReadStopsTheClient() throws InterruptedException {
        var sent = new AtomicLong();
        var goOn = new CountDownLatch(1);
        var arrived = new AtomicLong();
        Call call = Call.signedIn().with("Content-Length: " + LARGE).answeredBy("cloud", (request, body, out) -> {
            await(goOn);
            arrived.set(drain(body, LARGE));
            return Services.write(out, 201, "{}");
        });

        try (RawClient client = call.open("PUT /services/uploads/1")) {
            Thread writer = Thread.ofVirtual().start(() -> upload(client, sent));
            Awaitility.await()
                    .during(500, TimeUnit.MILLISECONDS)
                    .atMost(10, TimeUnit.SECONDS)
                    .until(() -> sent.get() > 0 && sent.get() < LARGE / 2);

            goOn.countDown();

            assertEquals(201, RawClient.status(client.readAnswer()));
            writer.join();
        }
        assertEquals(LARGE, sent.get());
        assertEquals(LARGE, arrived.get());
    }

    private static void upload(RawClient client, AtomicLong sent) {
        try {
            OutputStream out = client.socket().getOutputStream();
            byte[] block = new byte[64 * 1024];
            for (int i = 0; i < LARGE / block.length; i++) {
                out.write(block);
                sent.addAndGet(block.length);
            }
        } catch (IOException e) {
            sent.set(-1);
        }
    }

    @Test
    void eventsArriveOneByOneAsTheyHappen() throws IOException {
        var second = new CountDownLatch(1);
        Call call = Call.signedIn().answeredBy("cloud", (request, body, out) -> {
            out.write(
                    ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"));
            out.write(ascii("e\r\ndata: first\n\n\n\r\n"));
            out.flush();
            await(second);
            out.write(ascii("f\r\ndata: second\n\n\n\r\n0\r\n\r\n"));
            return true;
        });

        try (RawClient client = call.open("GET /events/stream")) {
            InputStream in = client.socket().getInputStream();
            String start = readUntil(in, "data: first");
            assertTrue(start.contains("text/event-stream"), start);
            assertFalse(start.contains("second"), start);

            second.countDown();

            assertTrue(readUntil(in, "0\r\n\r\n").contains("data: second"));
        }
    }

    @Test
    void theHeadOfAnEventStreamArrivesBeforeAnyEvent() throws IOException {
        var end = new CountDownLatch(1);
        Call call = Call.signedIn().answeredBy("cloud", (request, body, out) -> {
            out.write(
                    ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"));
            out.flush();
            await(end);
            return false;
        });

        try (RawClient client = call.open("GET /events/stream")) {
            String head = readUntil(client.socket().getInputStream(), "\r\n\r\n");

            assertEquals(200, RawClient.status(head));
        } finally {
            end.countDown();
        }
    }

    @Test
    void aClientThatLeavesEndsTheWorkOfTheService() {
        var noticed = new CountDownLatch(1);
        var started = new CountDownLatch(1);
        Call call = Call.signedIn().answeredBy("cloud", (request, body, out) -> {
            started.countDown();
            out.write(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
            try {
                while (true) {
                    out.write(ascii("4\r\ntick\r\n"));
                    out.flush();
                }
            } catch (IOException closed) {
                noticed.countDown();
                return false;
            }
        });

        try (RawClient client = call.open("GET /events/stream")) {
            await(started);
        }

        assertTrue(await(noticed));
    }

    @Test
    void aClientThatLeavesBeforeTheAnswerFreesTheServicesConnection() {
        var started = new CountDownLatch(1);
        var noticed = new CountDownLatch(1);
        Call call = Call.signedIn().answeredBy("cloud", (request, body, out) -> {
            started.countDown();
            if (awaitEndOfConnection(body)) {
                noticed.countDown();
            }
            return false;
        });

        try (RawClient client = call.with("Content-Length: 2").open("POST /operations/1/cancel")) {
            client.send("{");
            await(started);
        }

        assertTrue(await(noticed));
    }

    @Test
    void anAnswerThatBreaksOffDoesNotLookComplete() {
        Call chunked = Call.signedIn().answeredBy("user", (request, body, out) -> {
            out.write(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"));
            return false;
        });
        Call counted = Call.signedIn().answeredBy("user", (request, body, out) -> {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"));
            return false;
        });

        try (RawClient first = chunked.open("GET /users/me");
                RawClient second = counted.open("GET /users/me")) {
            String one = first.readToEnd();
            String two = second.readToEnd();

            assertTrue(one.contains("hello") && !one.endsWith("0\r\n\r\n"), one);
            assertTrue(two.endsWith("hello"), two);
        }
    }

    private static boolean awaitEndOfConnection(InputStream body) {
        try {
            body.readAllBytes();
            return false;
        } catch (IOException gone) {
            return true;
        }
    }

    private static String readUntil(InputStream in, String end) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new AssertionError("ended after: " + text);
            }
            text.append((char) b);
        }
        return text.toString();
    }

    private static long drain(InputStream in, long limit) throws IOException {
        byte[] block = new byte[64 * 1024];
        long all = 0;
        while (all < limit) {
            int count = in.read(block, 0, (int) Math.min(block.length, limit - all));
            if (count < 0) {
                break;
            }
            all += count;
        }
        return all;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
