package cloud.lariba.gateway.forwarding;

import cloud.lariba.gateway.answers.SecurityHeaders;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way back: a service's answer, streamed to the client with the framing that both ends understand. */
final class AnswerPassing {

    private static final long UNKNOWN = -1;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final HttpClientResponse answer;
    private final boolean hasBody;
    private Consumer<AnswerPassing> completion = nobody -> {};
    private Buffer lastChunk = Buffer.buffer();
    private long remaining;
    private boolean lastOnConnection;
    private boolean complete;

    AnswerPassing(HttpServerRequest request, HttpClientResponse answer, boolean lastOnConnection) {
        this.request = request;
        this.response = request.response();
        this.answer = answer;
        this.lastOnConnection = lastOnConnection;
        int status = answer.statusCode();
        this.hasBody = !request.method().equals(HttpMethod.HEAD) && status != 204 && status != 304;
        @Nullable String length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        this.remaining = length == null ? UNKNOWN : Long.parseLong(length);
    }

    /**
     * Writes the head, after the service's headers were copied, and starts the flow.
     *
     * @param whenComplete is told when all that is left to do is {@link #finish()}
     */
    void start(Consumer<AnswerPassing> whenComplete) {
        completion = whenComplete;
        response.setStatusCode(answer.statusCode());
        SecurityHeaders.set(request);
        answer.exceptionHandler(broken -> breakOff());
        frame();
        if (lastOnConnection) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (hasBody) {
            answer.handler(this::pass);
            if (response.isChunked()) {
                response.writeHead();
            }
        }
        answer.endHandler(end -> complete());
    }

    private void frame() {
        if (remaining != UNKNOWN && answer.statusCode() != 204) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(remaining));
        } else if (hasBody && request.version() == HttpVersion.HTTP_1_0) {
            lastOnConnection = true;
        } else if (hasBody) {
            response.setChunked(true);
        }
    }

    private void pass(Buffer chunk) {
        if (complete || response.closed()) {
            return;
        }
        if (remaining != UNKNOWN) {
            remaining -= chunk.length();
            if (remaining == 0) {
                lastChunk = chunk;
                complete();
                return;
            }
        }
        response.write(chunk);
        if (response.writeQueueFull()) {
            answer.pause();
            response.drainHandler(drained -> answer.resume());
        }
    }

    private void complete() {
        if (!complete && !response.closed()) {
            complete = true;
            completion.accept(this);
        }
    }

    /** Writes what is left of the answer. */
    Future<Void> finish() {
        return response.end(lastChunk);
    }

    /** Whether the client's connection must not be used again after this answer. */
    boolean isLastOnConnection() {
        return lastOnConnection;
    }

    /** The service broke off in the middle: the client must not take what it has for the whole. */
    private void breakOff() {
        if (!complete) {
            complete = true;
            request.connection().close();
        }
    }
}
