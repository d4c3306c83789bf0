package cloud.lariba.project.deletion;

import cloud.lariba.identity.Caller;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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

    private static final int SHOWN = 100;

    private final CloudProjectsClient projects;
    private final ServicesClient services;
    private final ObjectMapper mapper;

    /** The answer to {@link #close}. */
    sealed interface Closed {}

    /** The project has no services, and gets none until it is reopened. */
    record Empty() implements Closed {}

    /** The project has services, and nothing was changed. */
    record NotEmpty(List<LiveService> services) implements Closed {}

    CloudProjects(@RestClient CloudProjectsClient projects, @RestClient ServicesClient services, ObjectMapper mapper) {
        this.projects = projects;
        this.services = services;
        this.mapper = mapper;
    }

    /**
     * Has new services refused for the project, provided that it has none.
     *
     * @throws RuntimeException when cloud-service cannot be asked
     */
    @Timeout(2000)
    @Retry(
            maxRetries = 1,
            delay = 50,
            jitter = 50,
            abortOn = {ProblemException.class, TimeoutException.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000)
    Closed close(UUID projectId) {
        try {
            projects.close(projectId);
            return new Empty();
        } catch (ProblemException e) {
            if (e.code() == ProblemCode.PROJECT_NOT_EMPTY) {
                return new NotEmpty(mapper.convertValue(
                        e.members().getOrDefault("services", List.of()), new TypeReference<List<LiveService>>() {}));
            }
            throw e;
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
            abortOn = {ProblemException.class, TimeoutException.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000)
    void reopen(UUID projectId) {
        projects.reopen(projectId);
    }

    /**
     * The project's services, at most 100 of them, as the caller sees them.
     *
     * @throws RuntimeException when cloud-service cannot be asked
     */
    @Timeout(2000)
    @Retry(
            maxRetries = 1,
            delay = 50,
            jitter = 50,
            abortOn = {ProblemException.class, TimeoutException.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000)
    List<LiveService> services(Caller caller, UUID projectId) {
        return services.list("Bearer " + caller.token(), projectId, SHOWN).items().stream()
                .filter(service -> !service.status().equals("deleted"))
                .toList();
    }
}
