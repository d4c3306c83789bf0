package cloud.lariba.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where the services of this installation are reached from inside, as base URLs without a trailing slash. */
@ConfigMapping(prefix = "lariba.services")
public interface Neighbours {

    /** auth-service. */
    @WithDefault("http://localhost:8081")
    URI auth();

    /** user-service. */
    @WithDefault("http://localhost:8082")
    URI user();

    /** project-service. */
    @WithDefault("http://localhost:8083")
    URI project();

    /** cloud-service. */
    @WithDefault("http://localhost:8084")
    URI cloud();

    /** analytics-service. */
    @WithDefault("http://localhost:8085")
    URI analytics();

    /** The neighbour's base URL by its short name: auth, user, project, cloud or analytics. */
    default URI byName(String name) {
        return switch (name) {
            case "auth" -> auth();
            case "user" -> user();
            case "project" -> project();
            case "cloud" -> cloud();
            case "analytics" -> analytics();
            default -> throw new IllegalArgumentException("no such service: " + name);
        };
    }
}
