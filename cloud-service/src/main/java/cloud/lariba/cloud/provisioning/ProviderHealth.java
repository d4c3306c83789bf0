package cloud.lariba.cloud.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says when a provider does not answer. The service stays ready: it takes requests, answers reads, and carries out what was asked when the provider
 * is back; it is only degraded.
 */
@Readiness
@ApplicationScoped
class ProviderHealth implements HealthCheck {

    private final ProviderReachability reachability;

    ProviderHealth(ProviderReachability reachability) {
        this.reachability = reachability;
    }

    @Override
    public HealthCheckResponse call() {
        Set<String> unreachable = new TreeSet<>(reachability.unreachable());
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("provisioning").up().withData("degraded", !unreachable.isEmpty());
        if (!unreachable.isEmpty()) {
            answer.withData("unreachable", String.join(",", unreachable));
        }
        return answer.build();
    }
}
