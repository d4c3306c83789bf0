package cloud.lariba.gateway.forwarding;

import cloud.lariba.gateway.answers.Answers;
import cloud.lariba.gateway.requests.RequestTarget;
import cloud.lariba.gateway.routes.Route;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.problem.RequestId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through: client to service, and back. All of it runs on the event loop of the client's connection. Neither side is
 * read faster than the other writes, and when either goes away the other is told.
 */
final class Exchange {

    private static final Set<HttpMethod> REPEATABLE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

    private final Forwarder forwarder;
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final Route route;
    private final RequestTarget target;
    private final @Nullable String token;
    private final boolean hasBody;
    private final SilenceTimer silence;
    private @Nullable HttpClientRequest upstream;
    private long received;
    private boolean mayRepeat;
    private boolean bodyPassed;
    private boolean over;

    Exchange(Forwarder forwarder, RoutingContext context, Route route, RequestTarget target, @Nullable String token) {
        this.forwarder = forwarder;
        this.context = context;
        this.request = context.request();
        this.route = route;
        this.target = target;
        this.token = token;
        this.hasBody = Answers.hasBody(request);
        this.bodyPassed = !hasBody;
        this.silence = new SilenceTimer(forwarder.vertx(), route.responseTimeout(), this::silent);
    }

    void start() {
        context.addEndHandler(ended -> {
            if (ended.failed()) {
                abandon();
            }
        });
        request.exceptionHandler(gone -> abandon());
        connect(forwarder.upstreams().pooled()).onComplete(this::connectedFromPool, this::failed);
    }

    private Future<HttpClientRequest> connect(HttpClient client) {
        return client.request(forwarder.upstreams().address(route.upstream()).request(request.method(), target.uri()));
    }

    private void connectedFromPool(HttpClientRequest connected) {
        boolean used = forwarder.upstreams().wasUsed(connected.connection());
        mayRepeat = used && !hasBody && REPEATABLE.contains(request.method());
        send(connected);
    }

    private void send(HttpClientRequest connected) {
        connected.exceptionHandler(reported -> {});
        if (over) {
            connected.reset();
            return;
        }
        upstream = connected;
        Headers.copyToService(request.headers(), connected.headers());
        Headers.setForService(connected.headers(), forwarder.clients().of(request), RequestId.ensure(context), token);
        connected.response().onComplete(this::answered, this::failed);
        silence.start();
        if (hasBody) {
            passBody(connected);
        } else {
            connected.end();
            request.resume();
        }
    }

    private void passBody(HttpClientRequest to) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            to.setChunked(true);
        } else {
            to.putHeader(HttpHeaders.CONTENT_LENGTH, length);
        }
        if (HttpHeaders.CONTINUE.toString().equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.handler(chunk -> passChunk(chunk, to));
        request.endHandler(end -> {
            bodyPassed = true;
            if (!over) {
                to.end();
            }
        });
        request.resume();
    }

    private void passChunk(Buffer chunk, HttpClientRequest to) {
        received += chunk.length();
        if (over) {
            return;
        }
        if (received > route.bodyLimit()) {
            stop(Forwarder.tooLarge(route));
            return;
        }
        silence.broken();
        to.write(chunk);
        if (to.writeQueueFull()) {
            request.pause();
            to.drainHandler(drained -> {
                silence.broken();
                request.resume();
            });
        }
    }

    private void answered(HttpClientResponse answer) {
        silence.stop();
        if (over) {
            return;
        }
        Headers.copyToClient(
                answer.headers(),
                request.response().headers(),
                forwarder.upstreams().address(route.upstream()).base());
        // A chunked request may have hidden a second length: see Framing.
        boolean last = !bodyPassed || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        new AnswerPassing(request, answer, last).start(this::passed);
    }

    /** The last byte of the answer is about to be written: from here on the connection to the service is no longer ours. */
    private void passed(AnswerPassing answer) {
        over = true;
        if (!bodyPassed && upstream != null) {
            upstream.reset();
        }
        if (answer.isLastOnConnection()) {
            forwarder.closing().add(request.connection());
            answer.finish().onComplete(written -> forwarder.closing().closeAfter(request));
        } else {
            answer.finish();
        }
    }

    private void failed(Throwable cause) {
        if (over) {
            return;
        }
        if (mayRepeat && Failures.isLostConnection(cause)) {
            mayRepeat = false;
            silence.stop();
            connect(forwarder.upstreams().fresh()).onComplete(this::send, this::failed);
            return;
        }
        stop(Failures.problem(cause, upstream != null));
    }

    /** Nothing moved for as long as the route allows. */
    private void silent() {
        boolean clientIsWaitedFor = !bodyPassed && upstream != null && !upstream.writeQueueFull();
        stop(clientIsWaitedFor ? Failures.clientTooSlow() : Failures.serviceTooSlow());
    }

    private void stop(ProblemException problem) {
        over = true;
        silence.stop();
        if (upstream != null) {
            upstream.reset();
        }
        forwarder.answers().problem(context, problem);
    }

    /** The client is gone. */
    private void abandon() {
        if (!over) {
            over = true;
            silence.stop();
            if (upstream != null) {
                upstream.reset();
            }
        }
    }
}
