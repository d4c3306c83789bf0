package cloud.lariba.cloud.catalog;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Loads the versions of the catalog that come with the program into the database, each once. Several processes may start at once: one loads, the
 * others find it loaded.
 */
@Singleton
class CatalogLoader {

    private static final Logger LOG = Logger.getLogger(CatalogLoader.class);
    private static final int FIRST = 1;

    private final CatalogRows rows;
    private final Clock clock;

    CatalogLoader(CatalogRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        CatalogFiles.versions().stream().map(CatalogFiles::read).forEach(this::load);
    }

    /**
     * Loads a version unless it is loaded.
     *
     * @throws IllegalStateException when it was loaded from other files
     * @throws IllegalArgumentException when something is missing in it
     */
    void load(CatalogFiles.Read read) {
        String version = new CatalogVersion(read.contents()).version();
        QuarkusTransaction.requiringNew().run(() -> {
            rows.lock();
            Optional<String> loaded = rows.digest(version);
            if (loaded.isEmpty()) {
                rows.insert(read, clock.instant());
                LOG.infof("catalog-loaded version=%s", version);
            } else if (!loaded.get().equals(read.digest())) {
                throw new IllegalStateException("The files of catalog version " + version
                        + " were changed after it was loaded into this database, and services may have been sold by it."
                        + " Put them back as they were, and make the change in a new version: a directory catalog/<version>"
                        + " and its name at the end of catalog/versions.yaml.");
            }
        });
    }
}
