package cloud.lariba.cloud.services;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Backups. */
@ConfigMapping(prefix = "lariba.backups")
interface BackupsConfig {

    /** How many backups a service may have at once, those included that failed and were not deleted. */
    @WithDefault("20")
    int perService();
}
