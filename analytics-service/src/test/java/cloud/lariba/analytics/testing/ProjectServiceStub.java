package cloud.lariba.analytics.testing;

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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The part of project-service that this service asks, over real HTTP. A test adds the members that it needs. */
public class ProjectServiceStub implements QuarkusTestResourceLifecycleManager {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<UUID, List<Member>> MEMBERS = new ConcurrentHashMap<>();

    private static final Set<UUID> BROKEN = ConcurrentHashMap.newKeySet();
    private static final Set<UUID> SILENT = ConcurrentHashMap.newKeySet();

    private final HttpServer server = bind();

    private record Member(UUID userId, String role, String state) {}

    /** Makes the user a member of the project. */
    public static void join(UUID projectId, UUID userId, String role) {
        join(projectId, userId, role, "active");
    }

    /** Makes the user a member of a project in this state. */
    public static void join(UUID projectId, UUID userId, String role, String state) {
        MEMBERS.computeIfAbsent(projectId, id -> new CopyOnWriteArrayList<>()).add(new Member(userId, role, state));
    }

    /** From now on questions about the project are answered 500. */
    public static void breakFor(UUID projectId) {
        BROKEN.add(projectId);
    }

    /** From now on questions about the project get no answer. */
    public static void silenceFor(UUID projectId) {
        SILENT.add(projectId);
    }

    @Override
    public Map<String, String> start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/projects/", this::access);
        server.createContext("/internal/users/", this::projects);
        server.start();
        return Map.of(
                "lariba.services.project",
                "http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void access(HttpExchange exchange) throws IOException {
        UUID project = UUID.fromString(exchange.getRequestURI().getPath().split("/")[3]);
        if (SILENT.contains(project)) {
            return;
        }
        if (BROKEN.contains(project)) {
            answer(exchange, 500, Map.of("code", "internal_error"));
            return;
        }
        UUID user = UUID.fromString(exchange.getRequestURI().getQuery().substring("user_id=".length()));
        Object found = MEMBERS.getOrDefault(project, List.of()).stream()
                .filter(member -> member.userId().equals(user))
                .findFirst()
                .<Object>map(member -> membership(project, member))
                .orElse(null);
        if (!isService(exchange)) {
            answer(exchange, 403, Map.of("code", "forbidden"));
        } else if (found == null) {
            answer(exchange, 404, Map.of("code", "not_found", "detail", "missing"));
        } else {
            answer(exchange, 200, found);
        }
    }

    private void projects(HttpExchange exchange) throws IOException {
        UUID user = UUID.fromString(exchange.getRequestURI().getPath().split("/")[3]);
        List<Map<String, String>> items = MEMBERS.entrySet().stream()
                .flatMap(project -> project.getValue().stream()
                        .filter(member -> member.userId().equals(user))
                        .map(member -> membership(project.getKey(), member)))
                .toList();
        answer(exchange, isService(exchange) ? 200 : 403, Map.of("items", items));
    }

    private static Map<String, String> membership(UUID project, Member member) {
        return Map.of("project_id", project.toString(), "role", member.role(), "state", member.state());
    }

    private static boolean isService(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        return token != null && token.startsWith("Bearer ey");
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static HttpServer bind() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
