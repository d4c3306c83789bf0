package cloud.lariba.gateway.testing;

import cloud.lariba.testing.IdentityTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The five services behind the gateway under test, each recording; auth-service's part in identity is real. */
public class Services implements QuarkusTestResourceLifecycleManager {

    /** The services' short names. */
    public static final List<String> NAMES = List.of("auth", "user", "project", "cloud", "analytics");

    private static final Map<String, RecordingService> RUNNING = new ConcurrentHashMap<>();
    private static final Map<String, String> OPENAPI = new ConcurrentHashMap<>();
    private static final Map<String, Integer> READY = new ConcurrentHashMap<>();
    private static final Set<String> DEGRADED = ConcurrentHashMap.newKeySet();

    private final IdentityTestResource identity = new IdentityTestResource();
    private final HttpClient client = HttpClient.newHttpClient();
    private String identityUrl = "";
    private String down = "";

    /** {@code down} names a service that is not there. */
    @Override
    public void init(Map<String, String> arguments) {
        down = arguments.getOrDefault("down", "");
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new LinkedHashMap<>(identity.start());
        identityUrl = settings.getOrDefault("lariba.services.auth", "");
        for (String name : NAMES) {
            RUNNING.put(name, new RecordingService(name, this::answer));
            settings.put("lariba.services." + name, service(name).url());
        }
        settings.put("lariba.gateway.routes.users.response-timeout", "1S");
        settings.put("lariba.gateway.routes.projects.response-timeout", "20S");
        if (!down.isEmpty()) {
            settings.put("lariba.services." + down, "http://localhost:" + closedPort());
        }
        settings.put("lariba.gateway.routes.uploads.paths", "/services/uploads");
        settings.put("lariba.gateway.routes.uploads.upstream", "cloud");
        settings.put("lariba.gateway.routes.uploads.body-limit", "100M");
        settings.put("lariba.identity.key-refresh-interval", "1S");
        settings.put("lariba.identity.key-reload-interval", "1S");
        settings.put("lariba.gateway.openapi.kept", "0S");
        settings.put("lariba.gateway.health.kept", "0S");
        return settings;
    }

    private static int closedPort() {
        try (ServerSocket once = new ServerSocket(0)) {
            return once.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        identity.stop();
        RUNNING.values().forEach(service -> {
            try {
                service.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The service with this short name. */
    public static RecordingService service(String name) {
        RecordingService service = RUNNING.get(name);
        if (service == null) {
            throw new IllegalStateException("not running: " + name);
        }
        return service;
    }

    /** All requests with this id, at whatever service they arrived. */
    public static List<Received> received(String requestId) {
        return NAMES.stream()
                .flatMap(name -> service(name).received().stream())
                .filter(request -> requestId.equals(request.requestId()))
                .toList();
    }

    /** Publishes this OpenAPI document for the service. */
    public static void publish(String name, String document) {
        OPENAPI.put(name, document);
    }

    /** The service has no OpenAPI document any more. */
    public static void unpublish(String name) {
        OPENAPI.remove(name);
    }

    /** From now on the service's readiness is answered with this status. */
    public static void ready(String name, int status) {
        READY.put(name, status);
        DEGRADED.remove(name);
    }

    /** Has a service say that it is ready, but degraded. */
    public static void degraded(String name) {
        READY.put(name, 200);
        DEGRADED.add(name);
    }

    private static String checks(String name) {
        return "{\"status\": \"UP\", \"checks\": [{\"name\": \"database\", \"status\": \"UP\"},"
                + " {\"name\": \"work\", \"status\": \"UP\", \"data\": {\"degraded\": " + DEGRADED.contains(name)
                + "}}]}";
    }

    private boolean answer(Received request, InputStream body, OutputStream out) throws IOException {
        boolean own = request.header("X-Forwarded-For") == null;
        if (own && request.target().equals("/q/health/ready")) {
            return write(out, READY.getOrDefault(request.service(), 200), checks(request.service()));
        }
        if (own && request.target().startsWith("/q/openapi")) {
            String document = OPENAPI.get(request.service());
            return document == null ? write(out, 503, "{}") : write(out, 200, document);
        }
        if (own) {
            return identity(request, body, out);
        }
        body.readAllBytes();
        return write(out, 200, "{\"service\":\"" + request.service() + "\"}");
    }

    private boolean identity(Received request, InputStream body, OutputStream out) throws IOException {
        HttpRequest copy = HttpRequest.newBuilder(URI.create(identityUrl + request.target()))
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(body.readAllBytes()))
                .build();
        try {
            HttpResponse<String> answer = client.send(copy, HttpResponse.BodyHandlers.ofString());
            return write(out, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Writes a JSON answer of known length; true, so that the connection is kept. */
    public static boolean write(OutputStream out, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write(("HTTP/1.1 " + status + " Status\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
        return true;
    }
}
