package cloud.lariba.rest;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.problem.ProblemMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a caller hears when a service that we needed for the answer is away, fails or is slow. */
@ApplicationScoped
public class UpstreamFailureMapper {

    private static final Logger LOG = Logger.getLogger(UpstreamFailureMapper.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ProblemMapper problems;

    UpstreamFailureMapper(ProblemMapper problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper({ProcessingException.class, NeighbourFailed.class, CircuitBreakerOpenException.class})
    Response unavailable(RuntimeException e, RoutingContext context) {
        LOG.warnf("upstream-unavailable cause=%s", e.getMessage());
        return problems.problem(
                ProblemException.of(ProblemCode.UPSTREAM_UNAVAILABLE, "A needed service cannot be used at the moment.")
                        .retryAfter(RETRY_AFTER),
                context);
    }

    @ServerExceptionMapper
    Response slow(TimeoutException e, RoutingContext context) {
        LOG.warnf("upstream-timeout cause=%s", e.getMessage());
        return problems.problem(
                ProblemException.of(ProblemCode.UPSTREAM_TIMEOUT, "A needed service did not answer in time.")
                        .retryAfter(RETRY_AFTER),
                context);
    }
}
