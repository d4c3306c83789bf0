package cloud.lariba.analytics.ingestion;

import cloud.lariba.analytics.series.Sample;
import cloud.lariba.analytics.series.Samples;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes the samples of concurrent requests together: while one transaction is being committed, requests queue up, and the next
 * transaction takes all of them in the order of their arrival. There is no thread for it: of the waiting requests, the one that gets the lock
 * writes for all.
 */
@ApplicationScoped
class GroupCommit {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Samples samples;
    private final IngestionConfig config;
    private final ReentrantLock writing = new ReentrantLock();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int queued;

    private record Waiting(List<Sample> samples, CompletableFuture<Void> written) {}

    GroupCommit(Samples samples, IngestionConfig config) {
        this.samples = samples;
        this.config = config;
    }

    /**
     * Returns when the samples are durable.
     *
     * @throws ProblemException {@code overloaded} when too many samples wait already, or this turn does not come in time; then
     *     nothing was written
     */
    void write(List<Sample> points) {
        Waiting mine = new Waiting(points, new CompletableFuture<>());
        enqueue(mine);
        if (awaitTurn(mine)) {
            try {
                while (!mine.written().isDone()) {
                    commit(nextBatch());
                }
            } finally {
                writing.unlock();
            }
        }
        mine.written().join();
    }

    private void enqueue(Waiting mine) {
        synchronized (queue) {
            if (queued > 0 && queued + mine.samples().size() > config.maxWaiting()) {
                throw overloaded();
            }
            queue.addLast(mine);
            queued += mine.samples().size();
        }
    }

    /** True with the lock held; false when another request writes these samples at this moment. */
    private boolean awaitTurn(Waiting mine) {
        try {
            if (writing.tryLock(config.maxWait().toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (queue) {
            if (queue.remove(mine)) {
                queued -= mine.samples().size();
                throw overloaded();
            }
        }
        return false;
    }

    private List<Waiting> nextBatch() {
        List<Waiting> batch = new ArrayList<>();
        synchronized (queue) {
            int size = 0;
            while (!queue.isEmpty()
                    && (size == 0 || size + queue.getFirst().samples().size() <= config.maxBatch())) {
                Waiting next = queue.removeFirst();
                size += next.samples().size();
                batch.add(next);
            }
            queued -= size;
        }
        return batch;
    }

    private void commit(List<Waiting> batch) {
        List<Sample> all = new ArrayList<>();
        batch.forEach(waiting -> all.addAll(waiting.samples()));
        try {
            samples.write(all);
            batch.forEach(waiting -> waiting.written().complete(null));
        } catch (RuntimeException e) {
            batch.forEach(waiting -> waiting.written().completeExceptionally(e));
        }
    }

    private static ProblemException overloaded() {
        return ProblemException.of(ProblemCode.OVERLOADED, "More points arrive than can be written; send them again.")
                .retryAfter(RETRY_AFTER);
    }
}
