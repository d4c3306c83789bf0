package cloud.lariba.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a stream of server-sent events until it ends or is closed. */
final class StreamClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> positions = new CopyOnWriteArrayList<>();
    private final List<String> types = new CopyOnWriteArrayList<>();
    private final List<String> data = new CopyOnWriteArrayList<>();
    private final AtomicInteger comments = new AtomicInteger();
    private volatile boolean ended;

    private StreamClient() {}

    static StreamClient open(Tenant tenant, String query, @Nullable String lastEventId)
            throws IOException, InterruptedException {
        StreamClient client = new StreamClient();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/events/stream" + query))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + tenant.token());
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<Stream<String>> answer = client.http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new AssertionError("the stream answered " + answer.statusCode());
        }
        Thread.ofVirtual().start(() -> client.read(answer.body()));
        return client;
    }

    private void read(Stream<String> lines) {
        try {
            lines.forEach(this::take);
        } catch (RuntimeException e) {
            // The connection is gone, which is an end like any other.
        }
        ended = true;
    }

    private void take(String line) {
        if (line.startsWith(":")) {
            comments.incrementAndGet();
        } else if (line.startsWith("id:")) {
            positions.add(line.substring(3).strip());
        } else if (line.startsWith("event:")) {
            types.add(line.substring(6).strip());
        } else if (line.startsWith("data:")) {
            data.add(line.substring(5).strip());
        }
    }

    List<String> positions() {
        return List.copyOf(positions);
    }

    List<String> types() {
        return List.copyOf(types);
    }

    List<String> data() {
        return List.copyOf(data);
    }

    List<String> eventIds() {
        return data.stream().map(StreamClient::id).toList();
    }

    int comments() {
        return comments.get();
    }

    boolean hasEnded() {
        return ended;
    }

    private static String id(String json) {
        try {
            return JSON.readTree(json).path("id").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
