package cloud.lariba.gateway.health;

import java.util.Map;
import java.util.TreeMap;

/**
 * The body of {@code GET /health}.
 *
 * @param status UP when every service is, DOWN when none is, else DEGRADED
 * @param version the gateway's version
 * @param services the services by their short names
 */
record Health(HealthStatus status, String version, Map<String, ServiceHealth> services) {

    /** One service's part: UP or DOWN. */
    record ServiceHealth(HealthStatus status) {}

    /**
     * The state of the whole, from that of its parts.
     *
     * @param tokensCanBeJudged without which nobody gets past the gateway, however well the services are
     */
    static Health of(String version, Map<String, HealthStatus> services, boolean tokensCanBeJudged) {
        Map<String, ServiceHealth> parts = new TreeMap<>();
        services.forEach((name, status) -> parts.put(name, new ServiceHealth(status)));
        return new Health(overall(services, tokensCanBeJudged), version, parts);
    }

    private static HealthStatus overall(Map<String, HealthStatus> services, boolean tokensCanBeJudged) {
        if (!services.containsValue(HealthStatus.UP)) {
            return HealthStatus.DOWN;
        }
        return services.containsValue(HealthStatus.DOWN) || !tokensCanBeJudged
                ? HealthStatus.DEGRADED
                : HealthStatus.UP;
    }
}
