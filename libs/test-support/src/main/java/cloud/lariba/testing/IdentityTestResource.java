package cloud.lariba.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResourceManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;

/**
 * The part of auth-service that others call, over real HTTP: key set, service tokens, revocation feed. Tokens come from {@link TestTokens};
 * a test revokes a session with {@link #revoke}.
 */
public class IdentityTestResource implements QuarkusTestResourceLifecycleManager {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Map<String, Object>> REVOCATIONS = new CopyOnWriteArrayList<>();
    private static final List<String> KEY_IDS = new CopyOnWriteArrayList<>(List.of(TestTokens.KEY_ID));

    private final HttpServer server = bind();
    private String ready = "";

    @Override
    public Map<String, String> start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/jwks.json", exchange -> answer(exchange, TestTokens.jwks(KEY_IDS)));
        server.createContext(
                "/internal/revocations",
                exchange -> answer(exchange, Map.of("items", REVOCATIONS, "sequence", REVOCATIONS.size())));
        server.createContext("/internal/token", exchange -> {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String token = TestTokens.service(
                    request.path("client_id").asText(), request.path("audience").asText());
            answer(exchange, Map.of("access_token", token, "expires_in", 300));
        });
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        return Map.of("lariba.services.auth", url, "lariba.identity.client-secret", "test-secret");
    }

    private static HttpServer bind() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the service under test has heard of the revocations: before that it refuses every token. */
    @Override
    public void inject(Object test) {
        String address = TestHTTPResourceManager.getUri();
        if (!address.equals(ready)) {
            Awaitility.await().until(() -> hasHeard(address));
            ready = address;
        }
    }

    private static boolean hasHeard(String address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(address).resolve("/q/health/ready").toURL().openConnection();
        InputStream body =
                connection.getResponseCode() == 200 ? connection.getInputStream() : connection.getErrorStream();
        try (body) {
            for (JsonNode check : JSON.readTree(body).path("checks")) {
                if (check.path("name").asText().equals("revocation-feed")) {
                    return check.path("status").asText().equals("UP");
                }
            }
        }
        return false;
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /** Revokes a session; the service under test hears of it within a second or two. */
    public static void revoke(UUID sessionId) {
        REVOCATIONS.add(Map.of(
                "sequence",
                REVOCATIONS.size() + 1,
                "session_id",
                sessionId.toString(),
                "revoked_at",
                CLOCK.instant().toString()));
    }

    /** Publishes the key under one more id. */
    public static void publish(String keyId) {
        KEY_IDS.add(keyId);
    }

    /** Does not publish the key under that id any more. */
    public static void withdraw(String keyId) {
        KEY_IDS.remove(keyId);
    }

    private static void answer(HttpExchange exchange, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
