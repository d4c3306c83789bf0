package cloud.lariba.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Sends what stands in the outbox: at once after a commit, and once a second what is due again. Each destination has its own turn, so that one which
 * does not answer delays nobody else.
 */
@ApplicationScoped
public class OutboxDispatcher {

    private static final Logger LOG = Logger.getLogger(OutboxDispatcher.class);

    private static final int BATCH = 32;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);
    private static final int LOUD_FROM = 5;

    private final OutboxRows rows;
    private final EventSender sender;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("outbox-", 0).factory());
    private final Turn look = new Turn(this::wakeDestinations);
    private final Map<String, Turn> destinations = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /** Work that runs once at a time, and once more when it was asked for meanwhile. */
    private final class Turn {

        private final Work work;
        private final AtomicInteger requested = new AtomicInteger();

        Turn(Work work) {
            this.work = work;
        }

        void wake() {
            if (!stopping && requested.getAndIncrement() == 0) {
                threads.execute(this::run);
            }
        }

        private void run() {
            int seen;
            do {
                seen = requested.get();
                try {
                    work.run();
                } catch (SQLException | RuntimeException e) {
                    LOG.warnf("outbox-unreadable cause=%s", e.getMessage());
                }
            } while (!requested.compareAndSet(seen, 0));
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    OutboxDispatcher(OutboxRows rows, EventSender sender) {
        this.rows = rows;
        this.sender = sender;
    }

    /** Starts sending soon, on other threads. */
    public void wake() {
        look.wake();
    }

    private void wakeDestinations() throws SQLException {
        for (String destination : rows.dueDestinations()) {
            destinations
                    .computeIfAbsent(destination, name -> new Turn(() -> sendTo(name)))
                    .wake();
        }
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        wake();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        threads.shutdown();
    }

    /**
     * Waits until an event has been taken by its destination, at most for {@code patience}. Delivery is certain either way;
     * this is for answers that are of more use once the other side knows.
     *
     * @return whether it was taken in time
     */
    public boolean awaitDelivery(UUID eventId, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (rows.isWaiting(eventId)) {
                if (System.nanoTime() > end) {
                    return false;
                }
                wake();
                Thread.sleep(10);
            }
            return true;
        } catch (SQLException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void sendTo(String destination) throws SQLException {
        while (!stopping && round(destination) > 0) {
            // Go on: the next events of the same subjects may be due now.
        }
    }

    private int round(String destination) throws SQLException {
        List<OutboxRows.Due> due = rows.lease(destination, BATCH, LEASE);
        List<? extends Future<?>> sent =
                due.stream().map(event -> threads.submit(() -> deliver(event))).toList();
        for (Future<?> one : sent) {
            try {
                one.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            } catch (ExecutionException e) {
                LOG.warnf("outbox-delivery-unrecorded cause=%s", e.getCause());
            }
        }
        return due.size();
    }

    private Void deliver(OutboxRows.Due event) throws SQLException {
        try {
            sender.send(event);
            rows.delivered(event.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.logf(
                    event.attempts() >= LOUD_FROM ? Logger.Level.WARN : Logger.Level.DEBUG,
                    "outbox-delivery-failed event=%s destination=%s attempts=%d cause=%s",
                    event.id(),
                    event.destination(),
                    event.attempts(),
                    e.getMessage());
            rows.retryAfter(event.id(), backOff(event.attempts()));
        }
        return null;
    }

    /** Exponential with full jitter, capped. */
    private static Duration backOff(int attempts) {
        long cap = Math.min(LAST_RETRY.toMillis(), FIRST_RETRY.toMillis() << Math.min(attempts, 16));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(FIRST_RETRY.toMillis(), cap + 1));
    }
}
