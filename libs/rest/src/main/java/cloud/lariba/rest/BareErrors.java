package cloud.lariba.rest;

import cloud.lariba.problem.Problem;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.problem.Problems;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Problem documents for failures that happen before any resource is chosen: too large bodies, unreadable requests. */
@ApplicationScoped
public class BareErrors {

    private static final int[] STATUSES = {400, 401, 403, 404, 405, 406, 408, 413, 414, 415, 431, 500, 503};

    private final ObjectMapper mapper;

    BareErrors(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void register(@Observes Router router) {
        for (int status : STATUSES) {
            router.errorHandler(status, context -> answer(context, status));
        }
    }

    void answer(RoutingContext context, int status) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        ProblemCode code = ProblemCode.ofStatus(status);
        Problem problem = Problems.document(ProblemException.of(code, code.title() + "."), context);
        context.response().setStatusCode(status).putHeader("Content-Type", Problem.MEDIA_TYPE);
        if (status == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
        }
        try {
            context.end(mapper.writeValueAsString(problem))
                    .onFailure(gone -> context.request().connection().close());
        } catch (JsonProcessingException e) {
            context.request().connection().close();
        }
    }
}
