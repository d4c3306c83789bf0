package cloud.lariba.cloud.providers.aws;

import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows AWS in the readiness answer. Always up: an unreachable AWS makes the service degraded, never unready. */
@Readiness
@Singleton
class AwsHealth implements HealthCheck {

    private final AwsConnectivity connectivity;

    AwsHealth(AwsConnectivity connectivity) {
        this.connectivity = connectivity;
    }

    @Override
    public HealthCheckResponse call() {
        AwsConnectivity.State state = connectivity.state();
        return HealthCheckResponse.named("aws")
                .up()
                .withData("connectivity", state.name().toLowerCase(Locale.ROOT))
                .withData("degraded", state == AwsConnectivity.State.UNREACHABLE)
                .build();
    }
}
