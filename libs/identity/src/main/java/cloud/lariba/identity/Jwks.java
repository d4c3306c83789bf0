package cloud.lariba.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** The installation's current public keys, fetched from auth-service and fetched again when a token names an unknown one. */
@ApplicationScoped
public class Jwks {

    private static final Logger LOG = Logger.getLogger(Jwks.class);

    private final IdentityClient client;
    private final IdentityConfig config;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile KeySet keys = KeySet.EMPTY;
    private volatile Instant refreshedAt = Instant.MIN;

    Jwks(IdentityClient client, IdentityConfig config, Clock clock) {
        this.client = client;
        this.config = config;
        this.clock = clock;
    }

    /** The keys as last fetched; never blocks. */
    public KeySet current() {
        return keys;
    }

    /** Whether {@link #refresh()} would fetch the keys now; never blocks. */
    public boolean isRefreshDue() {
        return !refreshedAt.isAfter(clock.instant().minus(config.keyRefreshInterval()));
    }

    /**
     * Fetches the keys unless that was done within the refresh interval; blocks while it does. A failed fetch leaves the old keys in
     * place, and may be tried again at once as long as there are none.
     */
    public KeySet refresh() {
        refreshing.lock();
        try {
            if (isRefreshDue()) {
                Instant asked = clock.instant();
                keys = client.keys();
                refreshedAt = asked;
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("key-set-unavailable cause=%s", e.getMessage());
            if (!keys.isEmpty()) {
                refreshedAt = clock.instant();
            }
        } finally {
            refreshing.unlock();
        }
        return keys;
    }
}
