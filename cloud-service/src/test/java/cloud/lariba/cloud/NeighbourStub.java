package cloud.lariba.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stands in for project-service and analytics-service over real HTTP. A test makes projects here and says who is what in them. */
public class NeighbourStub implements QuarkusTestResourceLifecycleManager {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<UUID, StubProject> PROJECTS = new ConcurrentHashMap<>();
    private static final Set<UUID> UNREACHABLE_FOR = ConcurrentHashMap.newKeySet();
    private static final Set<UUID> SILENT_ABOUT = ConcurrentHashMap.newKeySet();
    private static final CountDownLatch STOPPED = new CountDownLatch(1);
    private static final List<JsonNode> EVENTS = new CopyOnWriteArrayList<>();
    private static final List<JsonNode> SAMPLES = new CopyOnWriteArrayList<>();
    private static final Set<UUID> UNKNOWN = ConcurrentHashMap.newKeySet();

    private final HttpServer server = bind();

    /** A project as project-service would know it. */
    public static final class StubProject {

        private final Map<UUID, String> roles = new ConcurrentHashMap<>();
        private final Map<String, Long> quota = new ConcurrentHashMap<>();
        private volatile String state = "active";

        void role(UUID user, @Nullable String role) {
            if (role == null) {
                roles.remove(user);
            } else {
                roles.put(user, role);
            }
        }

        void quota(String dimension, long limit) {
            quota.put(dimension, limit);
        }

        void state(String newState) {
            state = newState;
        }
    }

    static StubProject project(UUID id) {
        return PROJECTS.computeIfAbsent(id, key -> new StubProject());
    }

    /** From now on project-service fails when it is asked about this user. */
    static void failFor(UUID user) {
        UNREACHABLE_FOR.add(user);
    }

    /** From now on analytics-service does not answer when it is told of this project's services. */
    public static void silenceAnalyticsAbout(UUID projectId) {
        SILENT_ABOUT.add(projectId);
    }

    /** Analytics-service answers again when it is told of this project's services. */
    public static void hearAnalyticsAbout(UUID projectId) {
        SILENT_ABOUT.remove(projectId);
    }

    /** Whether analytics-service has heard of this project's services. */
    public static void knownToAnalytics(UUID projectId, boolean known) {
        if (known) {
            UNKNOWN.remove(projectId);
        } else {
            UNKNOWN.add(projectId);
        }
    }

    /** The samples of a service that analytics-service has taken, in the order of their arrival. */
    public static List<JsonNode> samples(UUID serviceId) {
        return SAMPLES.stream()
                .filter(point -> point.path("service_id").asText().equals(serviceId.toString()))
                .toList();
    }

    /** The events about something, whoever they were sent to, in the order of their arrival. */
    static List<JsonNode> events(UUID subject) {
        return EVENTS.stream()
                .filter(event -> event.path("subject").asText().equals(subject.toString()))
                .toList();
    }

    @Override
    public Map<String, String> start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/projects/", NeighbourStub::access);
        server.createContext("/internal/users/", NeighbourStub::projects);
        server.createContext("/internal/events", NeighbourStub::event);
        server.createContext("/internal/samples", NeighbourStub::samples);
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        return Map.of("lariba.services.project", url, "lariba.services.analytics", url);
    }

    @Override
    public void stop() {
        STOPPED.countDown();
        server.stop(0);
    }

    private static HttpServer bind() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void access(HttpExchange exchange) throws IOException {
        UUID projectId = UUID.fromString(exchange.getRequestURI().getPath().split("/")[3]);
        UUID user = UUID.fromString(exchange.getRequestURI().getQuery().replace("user_id=", ""));
        StubProject project = PROJECTS.get(projectId);
        String role = project == null ? null : project.roles.get(user);
        if (UNREACHABLE_FOR.contains(user)) {
            answer(exchange, 500, Map.of());
        } else if (project == null || role == null) {
            answer(exchange, 404, Map.of());
        } else {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("project_id", projectId);
            body.put("role", role);
            body.put("state", project.state);
            body.put("quota", project.quota);
            answer(exchange, 200, body);
        }
    }

    private static void projects(HttpExchange exchange) throws IOException {
        UUID user = UUID.fromString(exchange.getRequestURI().getPath().split("/")[3]);
        if (UNREACHABLE_FOR.contains(user)) {
            answer(exchange, 500, Map.of());
            return;
        }
        List<Map<String, Object>> items = new ArrayList<>();
        PROJECTS.forEach((id, project) -> {
            String role = project.roles.get(user);
            if (role != null) {
                items.add(Map.of("project_id", id, "role", role, "state", project.state));
            }
        });
        answer(exchange, 200, Map.of("items", items));
    }

    private static void event(HttpExchange exchange) throws IOException {
        JsonNode event = JSON.readTree(exchange.getRequestBody().readAllBytes());
        boolean forAnalytics = !event.path("type").asText().startsWith("cloud.lariba.project");
        if (forAnalytics
                && SILENT_ABOUT.contains(
                        UUID.fromString(event.path("data").path("project_id").asText()))) {
            awaitStop();
        }
        EVENTS.add(event);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static void samples(HttpExchange exchange) throws IOException {
        JsonNode points =
                JSON.readTree(exchange.getRequestBody().readAllBytes()).path("points");
        if (points.valueStream().anyMatch(point -> SILENT_ABOUT.contains(projectOf(point)))) {
            answer(exchange, 503, Map.of());
            return;
        }
        List<Map<String, Object>> rejected = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (UNKNOWN.contains(projectOf(points.get(i)))) {
                rejected.add(Map.of("index", i, "code", "unknown_service", "detail", "no"));
            } else {
                SAMPLES.add(points.get(i));
            }
        }
        answer(exchange, 202, Map.of("accepted", points.size() - rejected.size(), "rejected", rejected));
    }

    private static UUID projectOf(JsonNode point) {
        return UUID.fromString(point.path("project_id").asText());
    }

    private static void awaitStop() {
        try {
            STOPPED.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
