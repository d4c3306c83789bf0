package cloud.lariba.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure of a request into a problem document: the one place that decides what a caller gets to see. */
@ApplicationScoped
public class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    /** The answer for this problem. */
    @ServerExceptionMapper
    public Response problem(ProblemException e, RoutingContext context) {
        return Problems.response(Problems.document(e, context), e.retryAfter());
    }

    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response json(JsonProcessingException e, RoutingContext context) {
        return problem(JsonErrors.explain(e), context);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(SecurityException e, RoutingContext context) {
        return problem(ProblemException.of(ProblemCode.UNAUTHENTICATED, Problems.UNAUTHENTICATED_DETAIL), context);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, RoutingContext context) {
        return problem(ProblemException.of(ProblemCode.FORBIDDEN, "Your role does not allow this."), context);
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e, RoutingContext context) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException json) {
                return json(json, context);
            }
            if (cause instanceof ProblemException problem) {
                return problem(problem, context);
            }
        }
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        if (status >= 500) {
            return unexpected(e, context);
        }
        return problem(ProblemException.of(ProblemCode.ofStatus(status), detail(status)), context);
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, RoutingContext context) {
        LOG.errorf(e, "request-failed method=%s route=%s", context.request().method(), context.normalizedPath());
        return problem(
                ProblemException.of(ProblemCode.INTERNAL_ERROR, "The failure was logged under the request id."),
                context);
    }

    private static String detail(int status) {
        return switch (status) {
            case 404 -> "There is nothing here that you can see.";
            case 406 -> "This path answers with JSON; see the Accept header of your request.";
            case 413 -> "The body is larger than 1 MiB.";
            case 415 -> "Send the body as application/json, or as the media type that the route documents.";
            default -> ProblemCode.ofStatus(status).title() + ".";
        };
    }
}
