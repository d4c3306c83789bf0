package cloud.lariba.gateway.routes;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The route table. What it does not name does not exist. */
@ConfigMapping(prefix = "lariba.gateway")
public interface RoutesConfig {

    /** The routes by a name of their own. The longest path wins; of equal ones, the one that names the method. */
    Map<String, RouteConfig> routes();

    /**
     * Methods and paths that need no token and get none: it is dropped unread. Each a method and a literal path, which may end in
     * {@code /**} for everything below; GET stands for HEAD too.
     */
    List<String> publicRoutes();

    /** Methods and paths that need no token, but where one that comes along must be valid. */
    List<String> optionalTokenRoutes();

    /** One route. */
    interface RouteConfig {

        /** The paths that belong to it, each with everything below it. */
        List<String> paths();

        /** The service that answers. */
        Upstream upstream();

        /** The methods that it is for; left out for all. */
        @WithDefault("*")
        Set<String> methods();

        /** The largest request body. */
        @WithDefault("1M")
        MemorySize bodyLimit();

        /** How long both sides may be silent before the answer begins; 0 for as long as the client stays. */
        @WithDefault("30S")
        Duration responseTimeout();

        /** Whether its paths hold secrets, which keeps them out of the access log. */
        @WithDefault("false")
        boolean secretPath();
    }
}
