package cloud.lariba.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The routes of auth-service and project-service that user-service calls, over real HTTP on one port. */
public class NeighboursTestResource implements QuarkusTestResourceLifecycleManager {

    static final Map<UUID, Map<String, Object>> ACCOUNTS = new ConcurrentHashMap<>();
    static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();
    static final Map<UUID, List<UUID>> SOLE_OWNED = new ConcurrentHashMap<>();
    static final List<JsonNode> EVENTS = new CopyOnWriteArrayList<>();
    static final Map<String, Map<String, Object>> CREATED = new ConcurrentHashMap<>();
    /** Addresses whose change waits until somebody lets it go on. */
    static final Map<String, Gate> HELD = new ConcurrentHashMap<>();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server = bind();

    /** Where a request waits. */
    static final class Gate {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        void awaitArrival() throws InterruptedException {
            if (!reached.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came");
            }
        }

        void open() {
            opened.countDown();
        }

        private void pass() {
            reached.countDown();
            try {
                opened.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static HttpServer bind() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/accounts", NeighboursTestResource::accounts);
        server.createContext("/internal/users", exchange -> {
            UUID user = UUID.fromString(exchange.getRequestURI().getPath().split("/")[3]);
            answer(exchange, 200, Map.of("sole_owned_with_members", SOLE_OWNED.getOrDefault(user, List.of())));
        });
        server.createContext("/internal/events", exchange -> {
            EVENTS.add(JSON.readTree(exchange.getRequestBody()));
            answer(exchange, 204, Map.of());
        });
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        return Map.of(
                "quarkus.rest-client.auth-service.url", url,
                "quarkus.rest-client.project-service.url", url,
                "lariba.services.project", url);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void accounts(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String method = exchange.getRequestMethod();
        if (method.equals("POST")) {
            create(exchange);
        } else if (method.equals("PUT")) {
            String email =
                    JSON.readTree(exchange.getRequestBody()).path("email").asText();
            Optional.ofNullable(HELD.get(email)).ifPresent(Gate::pass);
            if (TAKEN.contains(email)) {
                problem(exchange, 409, "email_taken");
            } else {
                UUID id = UUID.fromString(path[3]);
                account(id, text(id, "name"), email);
                answer(exchange, 204, Map.of());
            }
        } else {
            Map<String, Object> account = ACCOUNTS.get(UUID.fromString(path[3]));
            if (account == null) {
                problem(exchange, 404, "not_found");
            } else {
                answer(exchange, 200, account);
            }
        }
    }

    private static void create(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        String email = request.path("email").asText();
        if (!email.contains("@")) {
            answer(
                    exchange,
                    400,
                    Map.of(
                            "code",
                            "invalid_input",
                            "errors",
                            List.of(Map.of(
                                    "pointer", "/email", "code", "invalid_format", "detail", "Not an address."))));
        } else if (TAKEN.contains(email)) {
            problem(exchange, 409, "email_taken");
        } else {
            Map<String, Object> account = key == null
                    ? account(UUID.randomUUID(), request.path("name").asText(), email)
                    : CREATED.computeIfAbsent(
                            key,
                            first -> account(
                                    UUID.randomUUID(), request.path("name").asText(), email));
            answer(exchange, 201, Map.of("user", account));
        }
    }

    static Map<String, Object> account(UUID id, String name, String email) {
        Map<String, Object> account = Map.of(
                "id",
                id.toString(),
                "name",
                name,
                "email",
                email,
                "email_verified",
                false,
                "roles",
                List.of("user"),
                "created_at",
                "2026-01-02T03:04:05.678901Z",
                "updated_at",
                "2026-01-02T03:04:05.678901Z");
        ACCOUNTS.put(id, account);
        return account;
    }

    /** A field of an account. */
    static String text(UUID id, String field) {
        return String.valueOf(ACCOUNTS.getOrDefault(id, Map.of()).get(field));
    }

    private static void problem(HttpExchange exchange, int status, String code) throws IOException {
        answer(exchange, status, Map.of("code", code, "status", status, "detail", "Refused by the neighbour."));
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders()
                .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
        if (status != 204) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
