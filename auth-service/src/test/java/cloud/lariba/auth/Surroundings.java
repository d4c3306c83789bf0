package cloud.lariba.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * What auth-service needs around it: a port known beforehand, because it follows its own feed over HTTP; a user-service that takes events; clients; and
 * password hashes that cost next to nothing.
 */
public class Surroundings implements QuarkusTestResourceLifecycleManager {

    /** The secret of user-service. */
    public static final String USER_SECRET = "the-secret-of-user-service-0123456789";
    /** The secret of cloud-service, which has no business with accounts. */
    public static final String CLOUD_SECRET = "the-secret-of-cloud-service-0123456789";
    /** The address that becomes a platform administrator. */
    public static final String ADMIN_EMAIL = "Root@Lariba.Test";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<JsonNode> EVENTS = new CopyOnWriteArrayList<>();

    private final HttpServer userService = bind();

    @Override
    public Map<String, String> start() {
        userService.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        userService.createContext("/internal/events", exchange -> {
            EVENTS.add(JSON.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        userService.start();
        int port = freePort();
        return Map.of(
                "quarkus.http.test-port",
                Integer.toString(port),
                "lariba.services.auth",
                "http://localhost:" + port,
                "lariba.services.user",
                "http://localhost:" + userService.getAddress().getPort(),
                "lariba.identity.client-secret",
                "the-secret-of-auth-service-0123456789",
                "lariba.clients.user.secret",
                USER_SECRET,
                "lariba.clients.cloud.secret",
                CLOUD_SECRET,
                "lariba.bootstrap-admin-email",
                ADMIN_EMAIL,
                "lariba.auth.passwords.memory-kib",
                "64",
                "lariba.auth.passwords.iterations",
                "1");
    }

    @Override
    public void stop() {
        userService.stop(0);
    }

    /** The events about an aggregate that user-service has taken. */
    public static List<JsonNode> eventsAbout(String subject) {
        return EVENTS.stream()
                .filter(event -> event.path("subject").asText().equals(subject))
                .toList();
    }

    private static HttpServer bind() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
