package cloud.lariba.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** One request to the gateway, written step by step. */
final class Call {

    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private static final Logger LOG = System.getLogger(Call.class.getName());
    private static final int MAX_WAITS = 20;
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final String method;
    private final String target;
    private final HttpRequest.Builder request;
    private byte @Nullable [] body;
    private boolean repeatable;

    private Call(String method, String target) {
        this.method = method;
        this.target = target;
        this.repeatable = method.equals("GET");
        this.request = HttpRequest.newBuilder(URI.create(Stack.url() + target)).timeout(Duration.ofSeconds(60));
    }

    /** A request without a token; {@code target} is the path with its query. */
    static Call of(String method, String target) {
        return new Call(method, target);
    }

    static Answer get(String target) {
        return of("GET", target).send();
    }

    static Answer post(String target, Object body) {
        return of("POST", target).json(body).send();
    }

    Call token(String accessToken) {
        return header("Authorization", "Bearer " + accessToken);
    }

    Call header(String name, String value) {
        request.header(name, value);
        return this;
    }

    /** A JSON body, as a merge patch when the method is {@code PATCH}. */
    Call json(Object value) {
        return body(
                method.equals("PATCH") ? MERGE_PATCH : "application/json",
                Json.MAPPER.valueToTree(value).toString());
    }

    Call body(String mediaType, String text) {
        return body(mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    Call body(String mediaType, byte[] bytes) {
        request.setHeader("Content-Type", mediaType);
        body = bytes;
        return this;
    }

    /** Has its effect once however often it is sent, so it may also be sent again when there was no answer in time. */
    Call once() {
        repeatable = true;
        return header("Idempotency-Key", Names.unique("once"));
    }

    /**
     * Sends it, and again after the told time as long as it is answered that it was not carried out and shall come back: what clients
     * have to do, and what a busy machine needs. Each time is logged, so that a stack which does this often is noticed.
     */
    Answer send() {
        HttpRequest built = request.method(
                        method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
        Answer answer = exchange(built);
        for (int waits = 0; shallComeBack(answer) && waits < MAX_WAITS; waits++) {
            LOG.log(Level.WARNING, "asked to come back: {0}", answer);
            pause(Long.parseLong(answer.requiredHeader("Retry-After")));
            answer = exchange(built);
        }
        return answer;
    }

    private boolean shallComeBack(Answer answer) {
        return switch (answer.status()) {
            case 429 -> answer.body().contains("\"rate_limited\"");
            case 503 ->
                answer.body().contains("\"overloaded\"") || answer.body().contains("\"upstream_unavailable\"");
            case 504 -> repeatable && answer.body().contains("\"upstream_timeout\"");
            default -> false;
        };
    }

    private Answer exchange(HttpRequest built) {
        try {
            HttpResponse<String> response =
                    HTTP.send(built, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(method + " " + target, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(String.format(Locale.ROOT, "%s %s got no answer", method, target), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void pause(long seconds) {
        await().pollDelay(Duration.ofSeconds(seconds))
                .atMost(Duration.ofSeconds(seconds + 10))
                .until(() -> true);
    }
}
