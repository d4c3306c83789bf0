package cloud.lariba.cloud.catalog;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The catalog in the database: the newest version that this program brings. Programs of two versions side by side sell by their own, whose schemas
 * they understand. Remembers one version for a short time.
 */
@Singleton
class StoredCatalog implements CatalogSource {

    private final CatalogReader reader;
    private final CatalogConfig config;
    private final Clock clock;
    private volatile @Nullable Remembered last;

    private record Remembered(CatalogVersion version, Instant until) {}

    StoredCatalog(CatalogReader reader, CatalogConfig config, Clock clock) {
        this.reader = reader;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public CatalogVersion current() {
        Remembered known = last;
        return known != null && clock.instant().isBefore(known.until()) ? known.version() : read();
    }

    /** One at a time, so that many who miss it at once cost one reading. */
    private synchronized CatalogVersion read() {
        Instant now = clock.instant();
        Remembered known = last;
        if (known != null && now.isBefore(known.until())) {
            return known.version();
        }
        CatalogVersion version = new CatalogVersion(reader.read(CatalogFiles.newest()));
        last = new Remembered(version, now.plus(config.cache()));
        return version;
    }
}
