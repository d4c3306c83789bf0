package cloud.lariba.gateway.door;

import cloud.lariba.gateway.answers.SecurityHeaders;
import cloud.lariba.gateway.health.HealthPage;
import cloud.lariba.gateway.observation.Observed;
import cloud.lariba.gateway.openapi.OpenApiPage;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** The few paths that the gateway answers itself: {@code /health}, {@code /openapi} and {@code /docs}. */
@ApplicationScoped
class OwnPages {

    private static final String HEALTH = "/health";
    private static final String OPENAPI = "/openapi";
    private static final String DOCS = "/docs";
    private static final String PASSED_ON = "lariba.passed-on";

    private final HealthPage health;
    private final OpenApiPage openApi;

    OwnPages(HealthPage health, OpenApiPage openApi) {
        this.health = health;
        this.openApi = openApi;
    }

    /**
     * Answers the request if its path is one of the gateway's own.
     *
     * @return false when the path is somebody else's
     * @throws ProblemException {@code method_not_allowed}
     */
    boolean serve(RoutingContext context, String path, Observed observed) {
        String page = page(path);
        if (page.isEmpty()) {
            return false;
        }
        observed.routed(page, path);
        HttpMethod method = context.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            throw ProblemException.of(ProblemCode.METHOD_NOT_ALLOWED, "This page can only be read.");
        }
        context.request().resume();
        switch (page) {
            case HEALTH -> health.answer(context);
            case OPENAPI -> openApi.answer(context, path);
            default -> passOn(context);
        }
        return true;
    }

    /** Whether the request was passed on before and only comes back because the documentation's handler gave it another path. */
    static boolean isPassedOn(RoutingContext context) {
        return context.get(PASSED_ON) != null;
    }

    /** Leaves the request to the handler of the documentation. */
    static void passOn(RoutingContext context) {
        context.put(PASSED_ON, true);
        SecurityHeaders.set(context.request());
        context.next();
    }

    private static String page(String path) {
        return switch (path) {
            case HEALTH -> HEALTH;
            case OPENAPI, OPENAPI + ".json", OPENAPI + ".yaml" -> OPENAPI;
            case DOCS -> DOCS;
            default -> path.startsWith(DOCS + "/") ? DOCS : "";
        };
    }
}
