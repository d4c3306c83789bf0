package cloud.lariba.problem;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Builds problem documents and the answers that carry them. */
public final class Problems {

    static final String UNAUTHENTICATED_DETAIL = "Send a valid access token in the Authorization header.";

    private Problems() {}

    /** The document for this failure of this request. */
    public static Problem document(ProblemException e, @Nullable RoutingContext context) {
        return new Problem(
                e.code().type(),
                e.code().title(),
                e.code().status(),
                e.detail(),
                context == null ? null : context.request().path(),
                e.code().wireName(),
                RequestId.of(context),
                e.errors(),
                e.members());
    }

    /** Whole seconds for {@code Retry-After}, rounded up, at least one. */
    public static long retryAfterSeconds(Duration wait) {
        return Math.max(1, (wait.toMillis() + 999) / 1000);
    }

    static Response response(Problem problem, @Nullable Duration retryAfter) {
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
        if (problem.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, retryAfterSeconds(retryAfter));
        }
        return answer.build();
    }
}
