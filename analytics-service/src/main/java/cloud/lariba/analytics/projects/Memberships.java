package cloud.lariba.analytics.projects;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks project-service, within bounds on time and repetition. */
@ApplicationScoped
class Memberships {

    private final ProjectServiceClient client;

    Memberships(@RestClient ProjectServiceClient client) {
        this.client = client;
    }

    /** The user's role in the project; empty when there is no such project or the user is not in it. */
    @Timeout(2000)
    @Retry(
            maxRetries = 1,
            jitter = 100,
            abortOn = {ProblemException.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000, skipOn = ProblemException.class)
    Optional<Role> role(UUID userId, UUID projectId) {
        try {
            return Optional.of(client.access(projectId, userId))
                    .filter(ProjectServiceClient.Membership::visible)
                    .map(ProjectServiceClient.Membership::role);
        } catch (ProblemException e) {
            if (e.code() == ProblemCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The user's roles by project, in all the user's projects. */
    @Timeout(2000)
    @Retry(
            maxRetries = 1,
            jitter = 100,
            abortOn = {ProblemException.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000, skipOn = ProblemException.class)
    Map<UUID, Role> roles(UUID userId) {
        Map<UUID, Role> roles = new HashMap<>();
        for (var membership : client.projects(userId).items()) {
            if (membership.visible()) {
                roles.put(membership.projectId(), membership.role());
            }
        }
        return Map.copyOf(roles);
    }
}
