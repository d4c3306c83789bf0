package cloud.lariba.gateway.forwarding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.gateway.testing.Call;
import cloud.lariba.gateway.testing.RawClient;
import cloud.lariba.gateway.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class LimitsTest {

    private static final int MIB = 1024 * 1024;

    @Test
    void anAnnouncedBodyOverTheLimitIsRefusedUnread() {
        Call call = Call.signedIn().with("Content-Length: " + (MIB + 1));

        try (RawClient client = call.open("POST /projects")) {
            assertProblem(client.readToEnd(), 413, "content_too_large");
        }
        assertEquals(List.of(), call.received());
    }

    @Test
    void aRefusedBodyIsNotAskedFor() {
        Call call = Call.signedIn().with("Content-Length: " + (MIB + 1)).with("Expect: 100-continue");

        try (RawClient client = call.open("POST /projects")) {
            assertProblem(client.readToEnd(), 413, "content_too_large");
        }
    }

    @Test
    void aChunkedBodyIsCountedWhileItPasses() {
        Call call = Call.signedIn().with("Transfer-Encoding: chunked").answeredBy("project", (request, body, out) -> {
            body.readAllBytes();
            return Services.write(out, 201, "{}");
        });

        try (RawClient client = call.open("POST /projects")) {
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 17; i++) {
                client.send(chunk);
            }
            assertProblem(client.readToEnd(), 413, "content_too_large");
        }
    }

    @Test
    void samplesMayBeLargerThanOtherBodies() {
        int size = 3 * MIB;
        Call call = Call.signedIn().with("Content-Length: " + size);

        try (RawClient client = call.open("POST /analytics")) {
            assertEquals(200, RawClient.status(client.send("x".repeat(size)).readAnswer()));
        }
    }

    @Test
    void aLongTargetIsRefused() {
        String answer = Call.signedIn().ask("GET /users?q=" + "x".repeat(9_000));

        assertProblem(answer, 414, "uri_too_long");
    }

    @Test
    void largeHeadersAreRefused() {
        String answer = Call.signedIn().with("X-Large: " + "x".repeat(17_000)).ask("GET /users/me");

        assertProblem(answer, 431, "headers_too_large");
    }

    @Test
    void hugeHeadersEndTheConnection() {
        try (RawClient client =
                Call.signedIn().with("X-Huge: " + "x".repeat(200_000)).open("GET /users/me")) {
            assertEquals(431, RawClient.status(client.readToEnd()));
        }
    }

    @Test
    void aServiceThatDoesNotAnswerInTimeIsReported() {
        var end = new CountDownLatch(1);
        Call call = Call.signedIn().answeredBy("user", (request, body, out) -> {
            await(end);
            return false;
        });

        String answer = call.ask("GET /users/me");
        end.countDown();

        assertProblem(answer, 504, "upstream_timeout");
        assertTrue(answer.contains("retry-after: "), answer);
    }

    @Test
    void aClientThatDoesNotSendItsBodyInTimeIsToldSo() {
        Call call = Call.signedIn().with("Content-Length: 10");

        try (RawClient client = call.open("PUT /users/me")) {
            assertProblem(client.send("12345").readToEnd(), 408, "request_timeout");
        }
    }

    @Test
    void longPollsMayTakeLongerThanOtherRequests() {
        Call call = Call.signedIn().answeredBy("cloud", (request, body, out) -> {
            await(new CountDownLatch(1), 1_500);
            return Services.write(out, 200, "{}");
        });

        assertEquals(200, RawClient.status(call.ask("GET /operations/1?wait=60s")));
    }

    @Test
    void aServiceThatHangsUpIsReported() {
        Call call = Call.signedIn().answeredBy("user", (request, body, out) -> false);

        String answer = call.with("Content-Length: 0").ask("POST /users/me");

        assertProblem(answer, 503, "upstream_unavailable");
        assertTrue(answer.contains("retry-after: "), answer);
    }

    @Test
    void aReadThatAPooledConnectionLostIsRepeatedOnce() {
        var tries = new AtomicInteger();
        Call call = Call.signedIn()
                .answeredBy(
                        "project",
                        (request, body, out) -> tries.incrementAndGet() > 1 && Services.write(out, 200, "{}"));
        Call.signedIn().ask("GET /projects");

        String answer = call.ask("GET /projects");

        assertEquals(200, RawClient.status(answer), answer);
        assertEquals(2, call.received().size());
    }

    @Test
    void aWriteThatAPooledConnectionLostIsNotRepeated() {
        Call call = Call.signedIn().answeredBy("project", (request, body, out) -> false);
        Call.signedIn().ask("GET /projects");

        String answer = call.with("Content-Length: 0").ask("POST /projects");

        assertProblem(answer, 503, "upstream_unavailable");
        assertEquals(1, call.received().size());
    }

    @Test
    void anAnswerBeforeTheEndOfTheBodyEndsTheConnection() {
        Call call = Call.signedIn().with("Content-Length: 100000").answeredBy("project", (request, body, out) -> {
            out.write("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
            return false;
        });

        try (RawClient client = call.open("POST /projects")) {
            String answer = client.send("some").readToEnd();

            assertEquals(401, RawClient.status(answer), answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("connection: close"), answer);
        }
    }

    private static void assertProblem(String answer, int status, String code) {
        assertEquals(status, RawClient.status(answer), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertTrue(answer.contains("\"code\":\"" + code + "\""), answer);
        assertTrue(answer.contains("\"request_id\":\""), answer);
    }

    private static void await(CountDownLatch latch) {
        await(latch, 10_000);
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            boolean ignored = latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
