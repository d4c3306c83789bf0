package cloud.lariba.cloud.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells within this process, after a commit, that there is work or that work ended. Only a shortcut: whoever waits also looks at the database
 * now and then, where other processes' changes show.
 */
@ApplicationScoped
class OperationSignals {

    private final TransactionSynchronizationRegistry transactions;
    private final Semaphore work = new Semaphore(0);
    private final Map<UUID, Set<CountDownLatch>> waiting = new ConcurrentHashMap<>();

    OperationSignals(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /** Says that there may be something to claim. */
    void wakeWorkers() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    void wakeWorkersAfterCommit() {
        afterCommit(this::wakeWorkers);
    }

    /** Waits until there may be something to claim, at most so long. */
    void awaitWork(Duration patience) throws InterruptedException {
        if (work.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            work.drainPermits();
        }
    }

    void announceEndAfterCommit(UUID operationId) {
        afterCommit(() -> waiting.getOrDefault(operationId, Set.of()).forEach(CountDownLatch::countDown));
    }

    /** Begins to listen for the end of an operation; close it when done. */
    Listener listen(UUID operationId) {
        CountDownLatch latch = new CountDownLatch(1);
        waiting.computeIfAbsent(operationId, id -> ConcurrentHashMap.newKeySet())
                .add(latch);
        return new Listener(operationId, latch);
    }

    private void afterCommit(Runnable action) {
        transactions.registerInterposedSynchronization(new AfterCommit(action));
    }

    private record AfterCommit(Runnable action) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // Only the outcome matters.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                action.run();
            }
        }
    }

    /** One who waits for the end of an operation. */
    final class Listener implements AutoCloseable {

        private final UUID operationId;
        private final CountDownLatch latch;

        private Listener(UUID operationId, CountDownLatch latch) {
            this.operationId = operationId;
            this.latch = latch;
        }

        /** Waits for the announcement, at most so long; true when it came. */
        boolean await(Duration patience) throws InterruptedException {
            return latch.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            waiting.computeIfPresent(operationId, (id, latches) -> {
                latches.remove(latch);
                return latches.isEmpty() ? null : latches;
            });
        }
    }
}
