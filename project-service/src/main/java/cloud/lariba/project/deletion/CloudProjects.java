package cloud.lariba.project.deletion;

import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.NeighbourFailed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Projects as cloud-service knows them. Every call waits at most 2 s, and is made a second time only when the first found
 * no connection. After a failure nobody knows whether the call had its effect; all calls may be repeated.
 */
@ApplicationScoped
class CloudProjects {

    private final CloudProjectsClient projects;

    /** The answer to {@link #close}. */
    sealed interface Closed {}

    /** The project gets no services until it is reopened. */
    record Clear() implements Closed {}

    /** Services stand in the way, and nothing was changed. */
    record Refused(ProblemException problem) implements Closed {}

    CloudProjects(@RestClient CloudProjectsClient projects) {
        this.projects = projects;
    }

    /**
     * Has new services refused for the project, provided that it has none, or with {@code cascade} none that is protected.
     *
     * @param cascade whether its services are going to be deleted too
     * @param dryRun whether only to ask what the answer would be
     * @throws RuntimeException when cloud-service cannot be asked
     */
    @Timeout(2000)
    @Retry(
            maxRetries = 1,
            delay = 50,
            jitter = 50,
            abortOn = {
                ProblemException.class,
                NeighbourFailed.class,
                TimeoutException.class,
                CircuitBreakerOpenException.class
            })
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000, skipOn = ProblemException.class)
    Closed close(UUID projectId, boolean cascade, boolean dryRun) {
        try {
            projects.close(projectId, cascade, dryRun);
            return new Clear();
        } catch (ProblemException e) {
            return switch (e.code()) {
                case PROJECT_NOT_EMPTY, DELETION_PROTECTED -> new Refused(e);
                default -> throw e;
            };
        }
    }

    /**
     * Has services taken for the project again.
     *
     * @throws RuntimeException when cloud-service cannot be asked
     */
    @Timeout(2000)
    @Retry(
            maxRetries = 1,
            delay = 50,
            jitter = 50,
            abortOn = {
                ProblemException.class,
                NeighbourFailed.class,
                TimeoutException.class,
                CircuitBreakerOpenException.class
            })
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000, skipOn = ProblemException.class)
    void reopen(UUID projectId) {
        projects.reopen(projectId);
    }
}
