package cloud.lariba.project;

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
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Stands in for cloud-service over real HTTP. A test says how it behaves for a project; by default every project is empty.
 */
public class CloudStub implements QuarkusTestResourceLifecycleManager {

    /** How a project is answered. */
    enum Behaviour {
        /** It has no services. */
        EMPTY,
        /** It has the one service {@link #SERVICE}, which is not in the way of a cascade. */
        WITH_SERVICE,
        /** It has the one service {@link #SERVICE}, which is protected. */
        WITH_PROTECTED_SERVICE,
        /** The connection breaks before an answer. */
        BREAKS,
        /** No answer comes in time. */
        HANGS,
        /** 401. */
        REFUSES_TOKEN,
        /** 500. */
        FAILS
    }

    /** As cloud-service shows what is in the way. */
    static final Map<String, Object> SERVICE = Map.of(
            "id", "01900000-0000-7000-8000-000000000001",
            "name", "store",
            "type", "storage",
            "status", "running",
            "deletion_protection", true);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Behaviour> BEHAVIOURS = new ConcurrentHashMap<>();
    private static final List<String> CALLS = new CopyOnWriteArrayList<>();
    private static final List<JsonNode> EVENTS = new CopyOnWriteArrayList<>();
    private static final Map<String, List<String>> TOKENS = new ConcurrentHashMap<>();
    private static final CountDownLatch STOPPED = new CountDownLatch(1);

    private final HttpServer server = bind();

    @Override
    public Map<String, String> start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/projects/", this::project);
        server.createContext("/internal/events", this::event);
        server.start();
        return Map.of(
                "lariba.services.cloud",
                "http://localhost:" + server.getAddress().getPort(),
                "CircuitBreaker/enabled",
                "false");
    }

    private static HttpServer bind() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        STOPPED.countDown();
        server.stop(0);
    }

    static void behave(UUID project, Behaviour behaviour) {
        BEHAVIOURS.put(project.toString(), behaviour);
    }

    /** The internal calls for a project, {@code close}, {@code close with services} or {@code reopen}, in order; not those that only ask. */
    static List<String> calls(UUID project) {
        return CALLS.stream()
                .filter(call -> call.startsWith(project + "/"))
                .map(call -> call.substring(call.indexOf('/') + 1))
                .toList();
    }

    /** What the internal calls for a project brought as authorization, in order. */
    static List<String> tokens(UUID project) {
        return TOKENS.getOrDefault(project.toString(), List.of());
    }

    /** The events about a project, in order. */
    static List<JsonNode> events(UUID project) {
        return EVENTS.stream()
                .filter(event -> event.path("subject").asText().equals(project.toString()))
                .toList();
    }

    private void project(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestURI().getPath().substring("/internal/projects/".length());
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String project = call.substring(0, call.indexOf('/'));
        TOKENS.computeIfAbsent(project, id -> new CopyOnWriteArrayList<>())
                .add(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean cascade = query.contains("cascade=true");
        if (!query.contains("dry_run=true")) {
            CALLS.add(cascade ? call + " with services" : call);
        }
        switch (BEHAVIOURS.getOrDefault(project, Behaviour.EMPTY)) {
            case EMPTY -> answer(exchange, 204, null);
            case WITH_SERVICE -> answerFull(exchange, call.endsWith("/close") && !cascade, "project_not_empty");
            case WITH_PROTECTED_SERVICE ->
                answerFull(exchange, call.endsWith("/close"), cascade ? "deletion_protected" : "project_not_empty");
            case BREAKS -> exchange.close();
            case HANGS -> hang(exchange);
            case REFUSES_TOKEN -> answer(exchange, 401, Map.of("code", "unauthenticated", "detail", "No."));
            case FAILS -> answer(exchange, 500, Map.of("code", "internal_error", "detail", "secret detail"));
        }
    }

    private static void answerFull(HttpExchange exchange, boolean refused, String code) throws IOException {
        if (refused) {
            answer(exchange, 409, Map.of("code", code, "detail", "Not so.", "services", List.of(SERVICE)));
        } else {
            answer(exchange, 204, null);
        }
    }

    private void event(HttpExchange exchange) throws IOException {
        EVENTS.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
        answer(exchange, 204, null);
    }

    private static void hang(HttpExchange exchange) {
        try {
            STOPPED.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void answer(HttpExchange exchange, int status, @org.jspecify.annotations.Nullable Object body)
            throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (body == null) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            byte[] bytes = JSON.writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
