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

    private final OperationEngine engine;
    private final LeaseRows rows;
    private final OperationSignals signals;
    private final OperationsConfig config;
    private final String owner;
    private final Semaphore slots;
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
                pause();
            }
        }
    }

    private int claim() {
        int free = slots.availablePermits();
        if (free == 0) {
            return 0;
        }
        List<LeaseRows.Claim> claims = rows.claim(owner, free, config.lease());
        for (LeaseRows.Claim claim : claims) {
            slots.acquireUninterruptibly();
            held.add(claim.lease());
            threads.execute(() -> drive(claim));
        }
        return claims.size();
    }

    private void drive(LeaseRows.Claim claim) {
        try {
            new OperationRun(engine, rows, claim).drive();
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "operation-turn-broken operation=%s; it goes on when its lease is over",
                    claim.lease().operationId());
        } finally {
            held.remove(claim.lease());
            slots.release();
            signals.wakeWorkers();
        }
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

    private void pause() {
        try {
            Thread.sleep(config.poll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
