package cloud.lariba.gateway.routes;

import java.util.Locale;

/** The services behind the gateway. */
public enum Upstream {
    /** auth-service. */
    AUTH,
    /** user-service. */
    USER,
    /** project-service. */
    PROJECT,
    /** cloud-service. */
    CLOUD,
    /** analytics-service. */
    ANALYTICS;

    /** The service's short name, such as {@code auth}. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
