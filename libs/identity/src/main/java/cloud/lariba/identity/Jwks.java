package cloud.lariba.identity;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The installation's current public keys, fetched from auth-service when the first token comes, again when a token names an unknown one, and again on a
 * schedule, so that keys which are not published any more are forgotten.
 */
@ApplicationScoped
public class Jwks {

    private static final Logger LOG = Logger.getLogger(Jwks.class);

    private final IdentityClient client;
    private final IdentityConfig config;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile KeySet keys = KeySet.EMPTY;
    private volatile Instant triedAt = Instant.MIN;
    private volatile Instant fetchedAt = Instant.MIN;

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
        return !triedAt.isAfter(clock.instant().minus(config.keyRefreshInterval()));
    }

    /**
     * Fetches the keys unless that was done within the refresh interval; blocks while it does. A failed fetch leaves the old keys in
     * place, and may be tried again at once as long as there are none.
     */
    public KeySet refresh() {
        refreshing.lock();
        try {
            if (isRefreshDue()) {
                fetch();
            }
            return keys;
        } finally {
            refreshing.unlock();
        }
    }

    /**
     * Fetches the keys when those that are known have been used for the reload interval, on the scheduler's thread. A failed fetch leaves them in
     * place and is tried again like one for an unknown key.
     */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void reload() {
        if (!keys.isEmpty() && !clock.instant().isBefore(fetchedAt.plus(config.keyReloadInterval()))) {
            refresh();
        }
    }

    private void fetch() {
        Instant asked = clock.instant();
        try {
            keys = client.keys();
            triedAt = asked;
            fetchedAt = asked;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("key-set-unavailable cause=%s", e.getMessage());
            if (!keys.isEmpty()) {
                triedAt = clock.instant();
            }
        }
    }
}
