package cloud.lariba.cloud.operations;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.events.EventLog;
import cloud.lariba.cloud.projects.ProjectAccess;
import cloud.lariba.outbox.Outbox;
import cloud.lariba.rest.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** Our engine. Each node is a worker with signals of its own, as in a process of its own. */
final class OwnEngine implements Contender {

    private static final Duration DEADLINE = Duration.ofHours(1);
    private static final int AT_ONCE = 100;

    private final Parts parts;
    private final int stepsPerOperation;
    private final List<OperationWorker> workers = new ArrayList<>();
    private volatile CountDownLatch ended = new CountDownLatch(0);
    private volatile CountDownLatch begun = new CountDownLatch(0);
    private volatile long begunAt;
    private volatile Operations operations;

    /** What the engine is made of. */
    record Parts(
            LeaseRows leases,
            OperationRows rows,
            OperationsConfig config,
            EventLog events,
            Outbox outbox,
            ProjectAccess access,
            TransactionSynchronizationRegistry transactions,
            Clock clock,
            Ids ids) {}

    OwnEngine(Parts parts, int stepsPerOperation) {
        this.parts = parts;
        this.stepsPerOperation = stepsPerOperation;
        this.operations = operations(new OperationSignals(parts.transactions()));
    }

    @Override
    public String name() {
        return "lariba, " + stepsPerOperation + (stepsPerOperation == 1 ? " step" : " steps") + " an operation";
    }

    @Override
    public void queue(int steps) {
        int count = steps / stepsPerOperation;
        ended = new CountDownLatch(count);
        List<String> names =
                IntStream.range(0, stepsPerOperation).mapToObj(i -> "step-" + i).toList();
        for (int from = 0; from < count; from += AT_ONCE) {
            int some = Math.min(AT_ONCE, count - from);
            QuarkusTransaction.requiringNew().run(() -> {
                for (int i = 0; i < some; i++) {
                    parts.rows().add(operation(), names, DEADLINE);
                }
            });
        }
    }

    @Override
    public void drain(int nodes) throws InterruptedException {
        for (int i = 0; i < nodes; i++) {
            start(new OperationSignals(parts.transactions()));
        }
        ended.await();
    }

    @Override
    public void open() {
        OperationSignals signals = new OperationSignals(parts.transactions());
        operations = operations(signals);
        start(signals);
    }

    @Override
    public long request() throws InterruptedException {
        begun = new CountDownLatch(1);
        ended = new CountDownLatch(1);
        long asked = System.nanoTime();
        QuarkusTransaction.requiringNew().run(() -> operations.add(operation()));
        begun.await();
        long waited = begunAt - asked;
        ended.await();
        return waited;
    }

    @Override
    public void close() throws InterruptedException {
        for (OperationWorker worker : workers) {
            worker.stop(new ShutdownEvent());
        }
        workers.clear();
    }

    private void start(OperationSignals signals) {
        OperationWorker worker =
                new OperationWorker(engine(signals), parts.leases(), signals, parts.config(), parts.ids());
        workers.add(worker);
        worker.start(new StartupEvent());
    }

    private Operations operations(OperationSignals signals) {
        return new Operations(parts.rows(), engine(signals), signals, parts.access());
    }

    private OperationEngine engine(OperationSignals signals) {
        EmptySteps steps = new EmptySteps(this::stepBegun, () -> ended.countDown());
        return new OperationEngine(
                List.of(steps), parts.config(), signals, parts.events(), parts.outbox(), parts.clock());
    }

    private void stepBegun(UUID operation) {
        if (begun.getCount() > 0) {
            begunAt = System.nanoTime();
            begun.countDown();
        }
    }

    private NewOperation operation() {
        return new NewOperation(
                parts.ids().next(), OperationType.START, UUID.randomUUID(), null, null, null, Json.object(), null);
    }
}
