package cloud.lariba.cloud.catalog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the catalog is read. */
@ConfigMapping(prefix = "lariba.catalog")
interface CatalogConfig {

    /** How long what was read from the database is remembered. */
    @WithDefault("60S")
    Duration cache();
}
