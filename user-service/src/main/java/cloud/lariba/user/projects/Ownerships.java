package cloud.lariba.user.projects;

import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Who owns what, as project-service knows it. */
@ApplicationScoped
public class Ownerships {

    private final ProjectServiceClient client;

    Ownerships(@RestClient ProjectServiceClient client) {
        this.client = client;
    }

    /** The projects with other members whose only owner this user is. */
    @Timeout(2000)
    @Retry(
            maxRetries = 1,
            jitter = 100,
            abortOn = {ProblemException.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(requestVolumeThreshold = 20, failureRatio = 0.9, delay = 1000, skipOn = ProblemException.class)
    public List<UUID> soleOwnedWithMembers(UUID userId) {
        return client.ownership(userId).soleOwnedWithMembers();
    }
}
