package cloud.lariba.cloud.operations;

import cloud.lariba.cloud.NeighbourStub;
import cloud.lariba.cloud.events.EventLog;
import cloud.lariba.cloud.projects.ProjectAccess;
import cloud.lariba.outbox.Outbox;
import cloud.lariba.rest.Ids;
import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import com.sun.management.OperatingSystemMXBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Empty durable steps: our engine beside db-scheduler, on the same PostgreSQL with durable settings, one after the other in the same run, with as many
 * threads. Not a test: it asserts nothing and prints a table.
 */
@QuarkusTest
@TestProfile(OperationsBenchmark.Quiet.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(IdentityTestResource.class)
@QuarkusTestResource(value = NeighbourStub.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = DurablePostgres.class, restrictToAnnotatedClass = true)
class OperationsBenchmark {

    private static final int STEPS = Integer.getInteger("bench.steps", 6000);
    private static final int REQUESTS = Integer.getInteger("bench.requests", 300);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    @Inject
    LeaseRows leases;

    @Inject
    OperationRows rows;

    @Inject
    OperationsConfig config;

    @Inject
    EventLog events;

    @Inject
    Outbox outbox;

    @Inject
    ProjectAccess access;

    @Inject
    TransactionSynchronizationRegistry transactions;

    @Inject
    Clock clock;

    @Inject
    Ids ids;

    @Inject
    DataSource database;

    @Inject
    OperationWorker worker;

    /** Without a line in the log for each operation. */
    public static class Quiet implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.log.category.\"cloud.lariba\".level", "WARN");
        }
    }

    private record Work(double stepsPerSecond, double cpuMicrosPerStep) {}

    @Test
    void steps() throws Exception {
        worker.stop(new ShutdownEvent());
        OwnEngine.Parts parts =
                new OwnEngine.Parts(leases, rows, config, events, outbox, access, transactions, clock, ids);
        List<Contender> contenders = List.of(
                new DbSchedulerPeer(database, config.concurrency(), config.poll()),
                new OwnEngine(parts, 1),
                new OwnEngine(parts, 3),
                new OwnEngine(parts, 10));
        for (Contender contender : contenders) {
            work(contender, 1);
        }
        System.out.printf("| engine | nodes | steps/s | CPU µs a step |%n|---|---:|---:|---:|%n");
        for (int nodes = 1; nodes <= 2; nodes++) {
            for (Contender contender : contenders) {
                Work median = median(contender, nodes);
                print(
                        "| %s | %d | %.0f | %.0f |%n",
                        contender, nodes, median.stepsPerSecond(), median.cpuMicrosPerStep());
            }
        }
        System.out.printf("%n| engine | request to begun, p50 ms | p99 ms |%n|---|---:|---:|%n");
        for (Contender contender : contenders.subList(0, 2)) {
            long[] waits = waits(contender);
            print(
                    "| %s | %.2f | %.2f |%n",
                    contender, waits[waits.length / 2] / 1e6, waits[waits.length * 99 / 100] / 1e6);
        }
    }

    private Work median(Contender contender, int nodes) throws Exception {
        List<Work> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(work(contender, nodes));
        }
        rounds.sort((one, other) -> Double.compare(one.stepsPerSecond(), other.stepsPerSecond()));
        return rounds.get(ROUNDS / 2);
    }

    private Work work(Contender contender, int nodes) throws Exception {
        contender.queue(STEPS);
        execute("vacuum analyze");
        execute("checkpoint");
        long cpu = cpuNanos();
        long start = System.nanoTime();
        contender.drain(nodes);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuMicros = (cpuNanos() - cpu) / 1e3;
        contender.close();
        return new Work(STEPS / seconds, cpuMicros / STEPS);
    }

    private static long[] waits(Contender contender) throws InterruptedException {
        contender.open();
        long[] waits = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            waits[i] = contender.request();
        }
        contender.close();
        Arrays.sort(waits);
        return waits;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void print(String format, Contender contender, Object... figures) {
        Object[] all = new Object[figures.length + 1];
        all[0] = contender.name();
        System.arraycopy(figures, 0, all, 1, figures.length);
        System.out.printf(Locale.ROOT, format, all);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
