package cloud.lariba.cloud.events;

import cloud.lariba.cloud.database.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Gives committed events their positions in the stream, one process at a time. A position taken inside the writing transaction could become visible
 * after a higher one, and a reader that had passed the higher one would miss it.
 */
@ApplicationScoped
class EventSequencer {

    private static final Logger LOG = Logger.getLogger(EventSequencer.class);
    private static final long LOCK = 0x4C617269_62614576L;
    private static final int BATCH = 1000;

    private final Database database;
    private final TransactionSynchronizationRegistry transactions;
    private final EventSignal signal;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("event-sequencer").factory());
    private final AtomicInteger requested = new AtomicInteger();
    private volatile boolean stopping;

    EventSequencer(Database database, TransactionSynchronizationRegistry transactions, EventSignal signal) {
        this.database = database;
        this.transactions = transactions;
        this.signal = signal;
    }

    void placeAfterCommit() {
        transactions.registerInterposedSynchronization(new PlaceAfterCommit());
    }

    /** Catches events of processes that ended between their commit and the placing. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        wake();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        thread.shutdown();
    }

    private void wake() {
        if (!stopping && requested.getAndIncrement() == 0) {
            thread.execute(this::rounds);
        }
    }

    private void rounds() {
        int seen;
        do {
            seen = requested.get();
            try {
                while (!stopping && place() == BATCH) {
                    signal.announce();
                }
                signal.announce();
            } catch (RuntimeException e) {
                LOG.debugf("events-not-placed cause=%s", e.getMessage());
            }
        } while (!requested.compareAndSet(seen, 0));
    }

    private int place() {
        return QuarkusTransaction.requiringNew().call(() -> {
            database.find("select pg_advisory_xact_lock(?)", row -> true, LOCK);
            return database.update(
                    "update events set position = placed.position from ("
                            + "select id, nextval('event_positions') as position from ("
                            + "select id from events where position is null order by created_at, id limit ?) due"
                            + ") placed where events.id = placed.id",
                    BATCH);
        });
    }

    private final class PlaceAfterCommit implements Synchronization {

        @Override
        public void beforeCompletion() {
            // Only the outcome matters.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                wake();
            }
        }
    }
}
