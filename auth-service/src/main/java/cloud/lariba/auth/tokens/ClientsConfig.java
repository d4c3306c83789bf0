package cloud.lariba.auth.tokens;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** The services that may ask for service tokens, by their short names. */
@ConfigMapping(prefix = "lariba.clients")
interface ClientsConfig {

    @WithParentName
    Map<String, Client> clients();

    /** One service. */
    interface Client {

        /** What the service proves itself with, at least 32 characters or auth-service does not start; without one it cannot get tokens. */
        Optional<String> secret();
    }
}
