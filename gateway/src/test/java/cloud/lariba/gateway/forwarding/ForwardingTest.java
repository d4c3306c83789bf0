package cloud.lariba.gateway.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.gateway.testing.Call;
import cloud.lariba.gateway.testing.RawClient;
import cloud.lariba.gateway.testing.Received;
import cloud.lariba.gateway.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class ForwardingTest {

    @ParameterizedTest
    @CsvSource({
        "/auth/sessions, auth",
        "/users/me, user",
        "/projects, project",
        "/projects/1/members/2, project",
        "/invitations/x/accept, project",
        "/services/1, cloud",
        "/operations/1, cloud",
        "/events, cloud",
        "/service-types/compute, cloud",
        "/admin/orphans, cloud",
        "/analytics, analytics",
        "/analytics/v1/metrics, analytics"
    })
    void eachPathReachesTheServiceThatOwnsIt(String path, String service) {
        Call call = Call.signedIn();

        String answer = call.ask("GET " + path + "?a=%20b&c=d");

        assertEquals(200, RawClient.status(answer), answer);
        assertEquals(service, call.only().service());
        assertEquals(path + "?a=%20b&c=d", call.only().target());
    }

    @Test
    void onlyTheGatewayTellsServicesAboutTheClient() {
        Call call = Call.signedIn()
                .with("X-User-Id: 1")
                .with("x-user-roles: admin")
                .with("X-Forwarded-For: 1.1.1.1")
                .with("X-Forwarded-Port: 1")
                .with("X-Forwarded-Host: evil")
                .with("X-Forwarded-Proto: https")
                .with("Forwarded: for=1.1.1.1")
                .with("X-Real-IP: 1.1.1.1");

        call.ask("GET /users/me");

        Received request = call.only();
        assertEquals(List.of("127.0.0.1"), request.all("X-Forwarded-For"));
        assertEquals(List.of("gateway.test"), request.all("X-Forwarded-Host"));
        assertEquals(List.of("http"), request.all("X-Forwarded-Proto"));
        assertEquals(List.of("for=127.0.0.1;host=\"gateway.test\";proto=http"), request.all("Forwarded"));
        assertFalse(request.headers().stream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT))
                .anyMatch(name ->
                        name.startsWith("x-user-") || name.equals("x-real-ip") || name.equals("x-forwarded-port")));
    }

    @Test
    void whatBelongsToAConnectionStaysOnIt() {
        Call call = Call.signedIn()
                .with("Connection: keep-alive, X-Private")
                .with("X-Private: 1")
                .with("Keep-Alive: timeout=5")
                .with("TE: trailers")
                .with("Upgrade: h2c")
                .with("HTTP2-Settings: AAMAAABkAAQAAP__")
                .with("Proxy-Authorization: Basic eA==")
                .answeredBy("user", (request, body, out) -> {
                    out.write(ascii("HTTP/1.1 200 OK\r\nConnection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=9\r\n"
                            + "Server: Internal/1\r\nX-Powered-By: x\r\nX-End: 2\r\nContent-Length: 0\r\n\r\n"));
                    return true;
                });

        String answer = call.ask("GET /users/me");

        Received request = call.only();
        List<String> hopByHop = List.of(
                "Connection", "X-Private", "Keep-Alive", "TE", "Upgrade", "HTTP2-Settings", "Proxy-Authorization");
        assertEquals(
                List.of(),
                hopByHop.stream().filter(name -> !request.all(name).isEmpty()).toList());
        assertTrue(answer.contains("X-End: 2"), answer);
        assertFalse(Pattern.compile("(?im)^(x-hop|keep-alive|server|x-powered-by|connection):")
                .matcher(answer)
                .find());
    }

    @Test
    void theRequestIdAndTheTraceGoAllTheWay() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Call call = Call.signedIn().with("traceparent: " + trace);

        String answer = call.ask("GET /users/me");

        assertEquals(List.of(call.id()), call.only().all("X-Request-Id"));
        assertEquals(List.of(trace), call.only().all("traceparent"));
        assertTrue(answer.contains("X-Request-Id: " + call.id()), answer);
        assertTrue(answer.contains("X-Content-Type-Options: nosniff"), answer);
        assertFalse(answer.contains("Strict-Transport-Security"), answer);
    }

    @Test
    void aLocationInsideBecomesThePathOutside() {
        Call call = Call.signedIn().answeredBy("cloud", (request, body, out) -> {
            out.write(ascii("HTTP/1.1 202 Accepted\r\nLocation: http://" + request.header("Host")
                    + "/operations/1\r\nContent-Length: 0\r\n\r\n"));
            return true;
        });

        String answer = call.ask("POST /services");

        assertTrue(answer.contains("Location: /operations/1\r\n"), answer);
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 200 OK, 5", "GET, 204 No Content,", "GET, 304 Not Modified, 5"})
    void answersWithoutABodyHaveNone(String method, String status, @Nullable String length) {
        Call call = Call.signedIn().answeredBy("user", (request, body, out) -> {
            String size = length == null ? "" : "Content-Length: " + length + "\r\n";
            out.write(ascii("HTTP/1.1 " + status + "\r\nETag: \"1\"\r\n" + size + "\r\n"));
            return true;
        });
        Call next = Call.signedIn();

        try (RawClient client = call.open(method + " /users/me")) {
            client.send(next.with("Connection: close").head("GET /users/me"));
            String answers = client.readToEnd();

            assertTrue(answers.startsWith("HTTP/1.1 " + status + "\r\n"), answers);
            assertEquals(2, RawClient.answers(answers), answers);
            assertTrue(answers.substring(answers.indexOf("\r\n\r\n") + 4).startsWith("HTTP/1.1 200"), answers);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, false", "true, true", "false, true"})
    void bodiesArriveWhole(boolean chunked, boolean expectContinue) {
        var arrived = new AtomicReference<String>();
        Call call = Call.signedIn()
                .with(chunked ? "Transfer-Encoding: chunked" : "Content-Length: 11")
                .answeredBy("project", (request, body, out) -> {
                    arrived.set(new String(body.readAllBytes(), StandardCharsets.UTF_8));
                    return Services.write(out, 201, "{}");
                });
        if (expectContinue) {
            call.with("Expect: 100-continue");
        }

        try (RawClient client = call.open("POST /projects")) {
            if (expectContinue) {
                assertTrue(client.readAnswer().startsWith("HTTP/1.1 100 "));
            }
            client.send(chunked ? "6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n" : "hello world");

            assertEquals(201, RawClient.status(client.readAnswer()));
        }
        assertEquals("hello world", arrived.get());
        assertEquals(List.of(), call.only().all("Expect"));
    }

    @Test
    void oldClientsGetAnAnswerThatEndsWithTheConnection() {
        Call call = Call.signedIn().answeredBy("user", (request, body, out) -> {
            out.write(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
            return true;
        });

        try (RawClient client = new RawClient(Call.port())) {
            String answer = client.send(call.head("GET /users/me").replace("HTTP/1.1", "HTTP/1.0"))
                    .readToEnd();

            assertTrue(answer.endsWith("\r\n\r\nhello"), answer);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
