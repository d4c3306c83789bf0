package cloud.lariba.local.demo;

import cloud.lariba.local.home.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to the gateway, shows each one with its answer, and insists on the answers that are expected. */
final class ApiClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled");
    private static final int POLLS = 6;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String gateway;
    private final Transcript transcript;
    private final JsonMapper json;
    private String token = "";

    ApiClient(String gateway, Transcript transcript, JsonMapper json) {
        this.gateway = gateway;
        this.transcript = transcript;
        this.json = json;
    }

    /** From now on requests are sent with this access token. */
    void authenticate(String accessToken) {
        token = accessToken;
        transcript.name("TOKEN", accessToken, "access_token");
    }

    JsonNode get(String path) {
        return call("GET", path, Map.of(), 200);
    }

    JsonNode post(String path, Map<String, ?> body, int expected) {
        return call("POST", path, body, expected);
    }

    JsonNode delete(String path, int expected) {
        return call("DELETE", path, Map.of(), expected);
    }

    /** Waits until an operation has ended; it has to have succeeded. */
    void awaitOperation(String id) {
        for (int poll = 0; poll < POLLS; poll++) {
            JsonNode operation = get("/operations/" + id + "?wait=30s");
            String state = operation.path("state").asString("");
            if (state.equals("succeeded")) {
                return;
            }
            if (ENDED.contains(state)) {
                throw new UserError("step %d: operation %s has %s: %s"
                        .formatted(transcript.step(), id, state, operation.path("error")));
            }
        }
        throw new UserError("step %d: operation %s does not end".formatted(transcript.step(), id));
    }

    /** Sends a request to anywhere, as told by a presigned URL, without the token. */
    String presigned(String method, JsonNode signed, String content) {
        Map<String, String> headers = new LinkedHashMap<>();
        signed.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString()));
        return send(method, signed.path("url").asString(), headers, headers, content, 200);
    }

    private JsonNode call(String method, String path, Map<String, ?> body, int expected) {
        Map<String, String> sent = new LinkedHashMap<>();
        Map<String, String> shown = new LinkedHashMap<>();
        if (!token.isEmpty()) {
            sent.put("Authorization", "Bearer " + token);
            shown.put("Authorization", "Bearer $TOKEN");
        }
        String content = method.equals("POST") ? json.writeValueAsString(body) : "";
        if (!content.isEmpty()) {
            sent.put("Content-Type", "application/json");
            shown.put("Content-Type", "application/json");
        }
        String answer = send(method, gateway + path, sent, shown, content, expected);
        return answer.isEmpty() ? json.createObjectNode() : json.readTree(answer);
    }

    private String send(
            String method,
            String url,
            Map<String, String> sent,
            Map<String, String> shown,
            String content,
            int expected) {
        transcript.request(method, url, shown, content);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .method(method, content.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(content));
        sent.forEach(request::header);
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            transcript.answer(answer.statusCode(), answer.body());
            if (answer.statusCode() != expected) {
                throw new UserError("step %d: %s %s was answered with %d instead of %d"
                        .formatted(transcript.step(), method, url, answer.statusCode(), expected));
            }
            return answer.body();
        } catch (IOException e) {
            throw new UserError("step %d: %s %s got no answer: %s".formatted(transcript.step(), method, url, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
