package cloud.lariba.gateway.health;

import java.util.Map;
import java.util.TreeMap;

/**
 * The body of {@code GET /health}.
 *
 * @param status UP when every service is, DOWN when every service is, else DEGRADED
 * @param version the gateway's version
 * @param services the services by their short names
 */
record Health(HealthStatus status, String version, Map<String, ServiceHealth> services) {

    /** One service's part. DEGRADED is one that says so of itself while it is ready. */
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
        if (services.values().stream().allMatch(HealthStatus.DOWN::equals)) {
            return HealthStatus.DOWN;
        }
        boolean allUp = services.values().stream().allMatch(HealthStatus.UP::equals);
        return allUp && tokensCanBeJudged ? HealthStatus.UP : HealthStatus.DEGRADED;
    }
}
