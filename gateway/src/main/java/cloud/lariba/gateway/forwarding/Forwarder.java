package cloud.lariba.gateway.forwarding;

import cloud.lariba.gateway.answers.Answers;
import cloud.lariba.gateway.answers.ClosingConnections;
import cloud.lariba.gateway.requests.RequestTarget;
import cloud.lariba.gateway.routes.Route;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Passes admitted requests on to their services. */
@ApplicationScoped
public class Forwarder {

    private final Vertx vertx;
    private final Upstreams upstreams;
    private final Clients clients;
    private final Answers answers;
    private final ClosingConnections closing;

    Forwarder(Vertx vertx, Upstreams upstreams, Clients clients, Answers answers, ClosingConnections closing) {
        this.vertx = vertx;
        this.upstreams = upstreams;
        this.clients = clients;
        this.answers = answers;
        this.closing = closing;
    }

    /**
     * Streams the request to its service and the answer back; returns at once. The request must be paused.
     *
     * @param target the canonical target, which is forwarded as it stands
     * @param token the access token to pass on; null for requests without a caller
     */
    public void forward(RoutingContext context, Route route, RequestTarget target, @Nullable String token) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > route.bodyLimit()) {
            answers.problem(context, tooLarge(route));
            return;
        }
        new Exchange(this, context, route, target, token).start();
    }

    static ProblemException tooLarge(Route route) {
        return ProblemException.of(
                ProblemCode.CONTENT_TOO_LARGE, "The body is larger than " + route.bodyLimit() + " bytes.");
    }

    Vertx vertx() {
        return vertx;
    }

    Upstreams upstreams() {
        return upstreams;
    }

    Clients clients() {
        return clients;
    }

    Answers answers() {
        return answers;
    }

    ClosingConnections closing() {
        return closing;
    }
}
