package cloud.lariba.gateway.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.gateway.testing.Call;
import cloud.lariba.gateway.testing.RawClient;
import cloud.lariba.gateway.testing.Received;
import cloud.lariba.gateway.testing.Services;
import cloud.lariba.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages that two readers would cut at different places. Behind each stands a second request that must not be answered, unless its
 * beginning is beyond doubt.
 */
@QuarkusTest
@QuarkusTestResource(Services.class)
class OneMeaningPerMessageTest {

    private final String token = TestTokens.user(UUID.randomUUID());

    static Stream<String> doubtfulFramings() {
        String chunks = "5\r\nhello\r\n0\r\n\r\n";
        return Stream.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks,
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + chunks,
                "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n" + chunks,
                "content-length: 15\r\ntransfer-encoding: chunked\r\n\r\n" + chunks,
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
                "Content-Length: 0\r\nContent-Length: 5\r\n\r\nhello",
                "Content-Length: 5, 5\r\n\r\nhello",
                "Content-Length: 5,6\r\n\r\nhello",
                "Content-Length: +5\r\n\r\nhello",
                "Content-Length: -5\r\n\r\nhello",
                "Content-Length: 0x5\r\n\r\nhello",
                "Content-Length: 5 5\r\n\r\nhello",
                "Content-Length: 5.0\r\n\r\nhello",
                "Content-Length: 5e0\r\n\r\nhello",
                "Content-Length: five\r\n\r\nhello",
                "Content-Length:\r\n\r\nhello",
                "Content-Length: 99999999999999999999\r\n\r\nhello",
                "Content-Length: 18446744073709551621\r\n\r\nhello",
                "Content-Length : 5\r\n\r\nhello",
                "Content-Length\t: 5\r\n\r\nhello",
                "Content-Length: \u000b5\r\n\r\nhello",
                "Content-Length:\r\n 5\r\n\r\nhello",
                "Content-Length: 5\u0000\r\n\r\nhello",
                "Content-Length: \u00b2\r\n\r\nhello",
                "Transfer-Encoding: chunked, chunked\r\n\r\n" + chunks,
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks,
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunks,
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks,
                "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunks,
                "Transfer-Encoding: chunked, gzip\r\n\r\n" + chunks,
                "Transfer-Encoding: identity\r\n\r\n" + chunks,
                "Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello",
                "Transfer-Encoding: xchunked\r\n\r\n" + chunks,
                "Transfer-Encoding: chunked;q=1\r\n\r\n" + chunks,
                "Transfer-Encoding: \"chunked\"\r\n\r\n" + chunks,
                "Transfer-Encoding: chunke\r\n\r\n" + chunks,
                "Transfer-Encoding: , chunked\r\n\r\n" + chunks,
                "Transfer-Encoding:\r\n chunked\r\n\r\n" + chunks,
                "Transfer-Encoding: chunked\u0000\r\n\r\n" + chunks,
                "Transfer-Encoding: \u000bchunked\r\n\r\n" + chunks,
                "Transfer-Encoding : chunked\r\n\r\n" + chunks,
                "Transfer-Encoding:\r\n\r\n" + chunks,
                "X: y\r\n Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n" + chunks,
                "X: y\nTransfer-Encoding: chunked\r\n\r\n" + chunks,
                "X: y\rTransfer-Encoding: chunked\r\n\r\n" + chunks,
                "Content-Length: 5\n\nhello",
                "Content-Length: 5\r\n\nhello",
                "Content-Length: 5\n\r\nhello",
                "No-Colon\r\nContent-Length: 5\r\n\r\nhello",
                ": 5\r\nContent-Length: 5\r\n\r\nhello",
                "Na me: x\r\nContent-Length: 5\r\n\r\nhello",
                "Sec-WebSocket-Key1: x\r\nSec-WebSocket-Key2: x\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n\r\n12345678",
                "Transfer-Encoding: chunked\r\n\r\n5;\nx\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nG\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nfffffffffffffff5\r\nhello\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("doubtfulFramings")
    void aDoubtfulMessageIsTheLastOnItsConnection(String framing) {
        Call second = Call.signedIn();

        try (RawClient client = new RawClient(Call.port())) {
            String answers = client.send(start("POST /projects HTTP/1.1") + framing + second.head("GET /users/me"))
                    .readToEnd();

            assertTrue(RawClient.answers(answers) <= 1, answers);
            assertTrue(answers.isEmpty() || RawClient.status(answers) == 400, answers);
        }
        assertEquals(List.of(), second.received());
    }

    static Stream<String> doubtfulRequestLines() {
        return Stream.of(
                "POST  /projects HTTP/1.1",
                "POST /projects  HTTP/1.1",
                "POST /projects HTTP/1.1 ",
                "POST /projects HTTP/1.1 x",
                "POST /projects x HTTP/1.1",
                "POST /projects",
                "POST /projects HTTP/1.2",
                "POST /projects HTTP/2.0",
                "POST /projects HTTP/0.9",
                "POST /projects HTTP/1.10",
                "POST /projects http/1.1",
                "POST /projects HTTPS/1.1",
                "P\u0000ST /projects HTTP/1.1",
                "POST /projects\r HTTP/1.1",
                "POST /projects#x HTTP/1.1",
                "POST http://evil.test/projects HTTP/1.1",
                "POST projects HTTP/1.1",
                "CONNECT gateway.test:80 HTTP/1.1");
    }

    @ParameterizedTest
    @MethodSource("doubtfulRequestLines")
    void aDoubtfulRequestLineIsTheLastOnItsConnection(String line) {
        Call second = Call.signedIn();

        try (RawClient client = new RawClient(Call.port())) {
            String answers = client.send(start(line) + "Content-Length: 0\r\n\r\n" + second.head("GET /users/me"))
                    .readToEnd();

            assertTrue(RawClient.answers(answers) <= 1, answers);
            assertTrue(List.of(0, 400).contains(RawClient.status(answers)), answers);
        }
        assertEquals(List.of(), second.received());
    }

    static Stream<String> doubtfulHosts() {
        return Stream.of(
                "",
                "Host:\r\n",
                "Host: a\r\nHost: a\r\n",
                "Host: a\r\nHost: b\r\n",
                "Host: a, b\r\n",
                "Host: a b\r\n",
                "Host: a/b\r\n",
                "Host: a@b\r\n",
                "Host: a:b\r\n",
                "Host: a:123456\r\n",
                "Host: http://a\r\n",
                "Host: a\\b\r\n",
                "Host: a?b\r\n",
                "Host: a#b\r\n",
                "Host: [::1\r\n",
                "Host: -a\r\n",
                "Host: \u00e4\r\n",
                "Host: a%2fb\r\n");
    }

    @ParameterizedTest
    @MethodSource("doubtfulHosts")
    void aDoubtfulHostIsTheLastOnItsConnection(String host) {
        Call second = Call.signedIn();

        try (RawClient client = new RawClient(Call.port())) {
            String answers = client.send("GET /users/me HTTP/1.1\r\n" + host + "Authorization: Bearer " + token
                            + "\r\n\r\n" + second.head("GET /users/me"))
                    .readToEnd();

            assertEquals(1, RawClient.answers(answers), answers);
            assertEquals(400, RawClient.status(answers), answers);
        }
        assertEquals(List.of(), second.received());
    }

    @Test
    void aSecondLengthHiddenByMissingSpacesStillEndsTheConnection() {
        Call second = Call.signedIn();
        Call first = Call.signedIn();
        for (int i = 0; i < 20; i++) {
            first.with("X" + i + ":y");
        }
        first.with("Content-Length:5").with("Transfer-Encoding:chunked");

        try (RawClient client = first.open("POST /projects")) {
            String answers = client.send("5\r\nhello\r\n0\r\n\r\n" + second.head("GET /users/me"))
                    .readToEnd();

            assertEquals(1, RawClient.answers(answers), answers);
        }
        Received request = first.only();
        assertEquals(List.of(), request.all("Content-Length"));
        assertEquals(List.of(), second.received());
    }

    @Test
    void aChunkSizeThatIsCutToItsLastDigitsStillEndsTheConnection() {
        Call first = Call.signedIn().with("Transfer-Encoding: chunked");
        Call second = Call.signedIn();

        try (RawClient client = first.open("POST /projects")) {
            String answers = client.send("100000005\r\nhello\r\n0\r\n\r\n" + second.head("GET /users/me"))
                    .readToEnd();

            assertTrue(RawClient.answers(answers) <= 1, answers);
        }
        assertEquals(List.of(), second.received());
    }

    @Test
    void aFoldedLineBelongsToTheHeaderBeforeIt() {
        Call folded = Call.signedIn()
                .with("Connection: close")
                .with("X-Folded: one\r\n Content-Length: 5\r\n\tTransfer-Encoding: chunked");

        assertEquals(200, RawClient.status(folded.ask("GET /users/me")));

        assertEquals(
                List.of("one Content-Length: 5 Transfer-Encoding: chunked"),
                folded.only().all("X-Folded"));
        assertEquals(List.of(), folded.only().all("Content-Length"));
    }

    @Test
    void oldHttpWithSeveralLengthsIsRefused() {
        Call second = Call.signedIn();

        try (RawClient client = new RawClient(Call.port())) {
            String answers = client.send(start("POST /projects HTTP/1.0")
                            + "Connection: keep-alive\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\nhello"
                            + second.head("GET /users/me"))
                    .readToEnd();

            assertEquals(1, RawClient.answers(answers), answers);
            assertEquals(400, RawClient.status(answers), answers);
        }
        assertEquals(List.of(), second.received());
    }

    @Test
    void unambiguousRequestsOnOneConnectionAreAllAnswered() {
        Call first = Call.signedIn().with("Content-Length: 5");
        Call second = Call.signedIn();
        Call third = Call.signedIn().with("Connection: close");

        try (RawClient client = first.open("POST /projects")) {
            String answers = client.send("GET /" + second.head("GET /users/me") + third.head("GET /users/me"))
                    .readToEnd();

            assertEquals(3, RawClient.answers(answers), answers);
        }
        assertEquals("/projects", first.only().target());
        assertEquals("/users/me", second.only().target());
        assertEquals("/users/me", third.only().target());
        assertEquals(
                List.of(),
                Services.NAMES.stream()
                        .flatMap(name -> Services.service(name).protocolErrors().stream())
                        .toList());
    }

    private String start(String requestLine) {
        return requestLine + "\r\nHost: gateway.test\r\nAuthorization: Bearer " + token + "\r\n";
    }
}
