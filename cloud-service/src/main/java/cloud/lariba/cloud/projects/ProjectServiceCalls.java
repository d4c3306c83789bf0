package cloud.lariba.cloud.projects;

import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Calls project-service: at most 2 s each, tried twice, and not at all for a while after it failed again and again. */
@ApplicationScoped
class ProjectServiceCalls {

    private final ProjectServiceClient client;

    ProjectServiceCalls(@RestClient ProjectServiceClient client) {
        this.client = client;
    }

    @Timeout(5000)
    @Retry(
            maxRetries = 1,
            delay = 50,
            jitter = 50,
            abortOn = {ProblemException.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000, skipOn = ProblemException.class)
    Access access(UUID projectId, UUID userId) {
        return client.access(projectId, userId);
    }

    @Timeout(5000)
    @Retry(
            maxRetries = 1,
            delay = 50,
            jitter = 50,
            abortOn = {ProblemException.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000, skipOn = ProblemException.class)
    Memberships projects(UUID userId) {
        return client.projects(userId);
    }
}
