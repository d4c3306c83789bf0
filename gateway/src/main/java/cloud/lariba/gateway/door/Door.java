package cloud.lariba.gateway.door;

import cloud.lariba.gateway.answers.Answers;
import cloud.lariba.gateway.forwarding.Forwarder;
import cloud.lariba.gateway.observation.Observed;
import cloud.lariba.gateway.observation.RequestRecorder;
import cloud.lariba.gateway.requests.RequestReader;
import cloud.lariba.gateway.requests.RequestTarget;
import cloud.lariba.gateway.routes.Route;
import cloud.lariba.gateway.routes.RouteTable;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.problem.RequestId;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;

/**
 * Stands before everything else on the public port: reads the request, finds its route, has the token judged and passes it on. Only the pages
 * of the API documentation are left to the handlers behind it, so nothing that an extension adds is reachable from outside.
 */
@ApplicationScoped
class Door {

    /** Behind the request id and Quarkus' CORS filter, which answers preflights; before authentication and all routes. */
    private static final int PRIORITY = 290;
    /** Before every other failure handler. */
    private static final int FIRST = -20_000;

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final RequestReader reader;
    private final RouteTable routes;
    private final OwnPages pages;
    private final Admission admission;
    private final Forwarder forwarder;
    private final RequestRecorder recorder;
    private final Answers answers;

    Door(
            RequestReader reader,
            RouteTable routes,
            OwnPages pages,
            Admission admission,
            Forwarder forwarder,
            RequestRecorder recorder,
            Answers answers) {
        this.reader = reader;
        this.routes = routes;
        this.pages = pages;
        this.admission = admission;
        this.forwarder = forwarder;
        this.recorder = recorder;
        this.answers = answers;
    }

    void register(@Observes Filters filters) {
        filters.register(this::enter, PRIORITY);
    }

    void registerFailures(@Observes Router router) {
        router.route().order(FIRST).failureHandler(this::failed);
    }

    private void enter(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (OwnPages.isPassedOn(context)) {
            RequestId.ensure(context);
            OwnPages.passOn(context);
            return;
        }
        if (answers.isGivenUp(request)) {
            return;
        }
        request.pause();
        Observed observed = recorder.begin(context);
        try {
            serve(context, observed);
        } catch (ProblemException problem) {
            answers.problem(context, problem);
        }
    }

    private void serve(RoutingContext context, Observed observed) {
        HttpServerRequest request = context.request();
        RequestTarget target = reader.read(request);
        String method = request.method().name();
        if (!METHODS.contains(method)) {
            request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", METHODS));
            throw ProblemException.of(ProblemCode.METHOD_NOT_ALLOWED, "No path here knows the method.");
        }
        if (pages.serve(context, target.path(), observed)) {
            return;
        }
        Optional<Route> found = routes.find(method, target.path());
        Route route = found.orElseThrow(ProblemException::notFound);
        observed.routed(route.path(), route.secretPath() ? route.path() : target.path());
        admission
                .of(context, routes.tokenRule(method, target.path()), observed)
                .onComplete(
                        token -> forwarder.forward(context, route, target, token.orElse(null)),
                        refusal -> refuse(context, refusal));
    }

    private void refuse(RoutingContext context, Throwable refusal) {
        if (refusal instanceof ProblemException problem) {
            answers.problem(context, problem);
        } else {
            answers.unexpected(context, refusal);
        }
    }

    /** What failed before or behind the door: requests without a usable host or path, pages of the documentation that are missing. */
    private void failed(RoutingContext context) {
        if (answers.isGivenUp(context.request())) {
            return;
        }
        String path = context.request().path();
        if (context.statusCode() == 400 || path == null || !path.startsWith("/")) {
            answers.problem(
                    context,
                    ProblemException.of(
                            ProblemCode.AMBIGUOUS_REQUEST,
                            "The request needs one well-formed Host header and a path."));
        } else if (context.statusCode() == 404) {
            answers.problem(context, ProblemException.notFound());
        } else {
            answers.unexpected(context, context.failure());
        }
    }
}
