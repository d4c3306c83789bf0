package cloud.lariba.identity;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A service takes requests once it has seen which sessions are revoked; later silence is answered request by request. */
@Readiness
@ApplicationScoped
public class RevocationReadiness implements HealthCheck {

    private final RevocationFeed feed;

    RevocationReadiness(RevocationFeed feed) {
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("revocation-feed")
                .status(feed.wasHeard())
                .build();
    }
}
