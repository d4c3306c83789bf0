package cloud.lariba.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExchangesTest {

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private ServerSocket server;

    @BeforeEach
    void setUp() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void tearDown() throws IOException {
        client.shutdownNow();
        server.close();
    }

    @Test
    void anAnswerIsPassedOn() throws Exception {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

        assertEquals("ok", send(LONG).body());
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedForForEver() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");

        assertTimeoutPreemptively(LONG, () -> assertThrows(HttpTimeoutException.class, () -> send(PATIENCE)));
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForForEver() {
        answer("");

        assertTimeoutPreemptively(LONG, () -> assertThrows(HttpTimeoutException.class, () -> send(PATIENCE)));
    }

    @Test
    void theRequestsOwnTimeIsToldInTheSameWay() {
        answer("");

        assertThrows(HttpTimeoutException.class, () -> send(request().timeout(PATIENCE), LONG));
    }

    @Test
    void whoIsNotThereIsAFailureOfInputOrOutput() throws IOException {
        server.close();

        assertThrows(IOException.class, () -> send(LONG));
    }

    private HttpResponse<String> send(Duration patience) throws IOException, InterruptedException {
        return send(request(), patience);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, Duration patience)
            throws IOException, InterruptedException {
        return Exchanges.send(client, request.build(), HttpResponse.BodyHandlers.ofString(), patience);
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"));
    }

    /** Says this to the first client, and nothing more. */
    private void answer(String text) {
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The test is over.
            }
        });
    }
}
