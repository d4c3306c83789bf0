package cloud.lariba.rest;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.problem.ProblemMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** 405 with the {@code Allow} header that RFC 9110, section 15.5.6, demands. */
@ApplicationScoped
public class MethodNotAllowedMapper {

    private final ProblemMapper problems;
    private final AllowedMethods methods;

    MethodNotAllowedMapper(ProblemMapper problems, AllowedMethods methods) {
        this.problems = problems;
        this.methods = methods;
    }

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException e, RoutingContext context) {
        return notAllowed(context, methods.of(context.request().path()));
    }

    /** The router looks for a method in one resource class only; a path that other classes know is no unknown path. */
    @ServerExceptionMapper
    Response notFound(NotFoundException e, RoutingContext context) {
        String allowed = methods.of(context.request().path());
        return allowed.isEmpty() || allowed.contains(context.request().method().name())
                ? problems.problem(ProblemException.notFound(), context)
                : notAllowed(context, allowed);
    }

    private Response notAllowed(RoutingContext context, String allowed) {
        ProblemException problem = ProblemException.of(
                ProblemCode.METHOD_NOT_ALLOWED, "This path does not know the method; see the Allow header.");
        return Response.fromResponse(problems.problem(problem, context))
                .header(HttpHeaders.ALLOW, allowed)
                .build();
    }
}
