package cloud.lariba.auth.accounts;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How a fresh installation gets its first platform administrator. */
@ConfigMapping(prefix = "lariba")
interface BootstrapConfig {

    /** The account that registers with this e-mail becomes a platform administrator, once in the life of the installation. */
    Optional<String> bootstrapAdminEmail();
}
