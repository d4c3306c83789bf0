package cloud.lariba.cloud.operations;

import cloud.lariba.cloud.database.DatabaseException;
import cloud.lariba.rest.Ids;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Claims due operations and drives them, a bounded number at once, each on a virtual thread. Any number of processes may do so side by side. A
 * process that dies keeps nothing from the others for longer than a lease.
 */
@ApplicationScoped
class OperationWorker {

    private static final Logger LOG = Logger.getLogger(OperationWorker.class);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(8);
    private static final int RENEWALS_PER_LEASE = 3;
    private static final int MOST_LOOKS_BACK = 10;

    private final OperationEngine engine;
    private final LeaseRows rows;
    private final OperationSignals signals;
    private final OperationsConfig config;
    private final String owner;
    private final Semaphore slots;
    private final Bulkheads bulkheads;
    private final Set<Lease> held = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("operation-", 0).factory());
    private volatile boolean stopping;

    OperationWorker(
            OperationEngine engine, LeaseRows rows, OperationSignals signals, OperationsConfig config, Ids ids) {
        this.engine = engine;
        this.rows = rows;
        this.signals = signals;
        this.config = config;
        this.owner = ids.next().toString();
        this.slots = new Semaphore(config.concurrency());
        this.bulkheads = new Bulkheads(config.concurrency());
    }

    void start(@Observes StartupEvent event) {
        threads.execute(this::claimForever);
        threads.execute(this::renewForever);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        signals.wakeWorkers();
        if (!slots.tryAcquire(config.concurrency(), PATIENCE_AT_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.infof("operations-left-behind count=%d", held.size());
        }
        threads.shutdownNow();
    }

    private void claimForever() {
        boolean reachable = true;
        while (!stopping) {
            try {
                int claimed = claim();
                reachable = true;
                if (claimed == 0 || slots.availablePermits() == 0) {
                    signals.awaitWork(config.poll());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (reachable) {
                    LOG.warnf("operations-unreadable cause=%s", e.getMessage());
                }
                reachable = false;
                pause(config.poll());
            }
        }
    }

    private int claim() {
        int free = slots.availablePermits();
        if (free == 0) {
            return 0;
        }
        List<LeaseRows.Claim> claims = rows.claim(owner, bulkheads.room(free), bulkheads.full(), config.lease());
        for (LeaseRows.Claim claim : claims) {
            slots.acquireUninterruptibly();
            bulkheads.enter(claim.place());
            held.add(claim.lease());
            threads.execute(() -> drive(claim));
        }
        return claims.size();
    }

    private void drive(LeaseRows.Claim claim) {
        OperationRun run = new OperationRun(engine, rows, claim);
        boolean broken = false;
        try {
            run.drive();
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "operation-turn-broken operation=%s; it goes on when its lease is over",
                    claim.lease().operationId());
            broken = true;
        } finally {
            held.remove(claim.lease());
            bulkheads.leave(claim.place());
            slots.release();
            signals.wakeWorkers();
        }
        if (broken) {
            lookBack(run, claim.lease());
        }
    }

    /** What could not be recorded may have been performed while another worker had the operation; asked of the database a few times at most. */
    private void lookBack(OperationRun run, Lease lease) {
        for (int attempt = 1; attempt <= MOST_LOOKS_BACK; attempt++) {
            try {
                run.lookBack();
                return;
            } catch (RuntimeException e) {
                LOG.debugf("operation-not-looked-back-at operation=%s cause=%s", lease.operationId(), e.getMessage());
            }
            if (stopping) {
                break;
            }
            pause(engine.backOff().after(attempt, ThreadLocalRandom.current()));
        }
        LOG.warnf("operation-left-to-the-next-look operation=%s", lease.operationId());
    }

    private void renewForever() {
        while (!stopping) {
            try {
                Thread.sleep(config.lease().dividedBy(RENEWALS_PER_LEASE));
                held.forEach(this::renew);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void renew(Lease lease) {
        long asked = System.nanoTime();
        try {
            if (rows.renew(lease, config.lease())) {
                lease.renewed(asked, config.lease());
            } else {
                lease.lost();
            }
        } catch (DatabaseException e) {
            LOG.debugf("lease-not-renewed operation=%s cause=%s", lease.operationId(), e.getMessage());
        }
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
