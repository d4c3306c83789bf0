package cloud.lariba.cloud.crash;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;

import cloud.lariba.cloud.Tenant;
import cloud.lariba.testing.PostgresTestResource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of who sends events and of who takes them, in turn and at moments left to chance, while services change: each change arrives once, and
 * those of one service in their order; no end of an operation is missing. By default a few kills; {@code -Dlariba.crash.kills=1000} takes more.
 */
class OutboxKillsIT {

    private static final int KILLS = Integer.getInteger("lariba.crash.kills", 6);
    private static final int SERVICES = 24;
    private static final int MOST_BETWEEN_KILLS = 12;
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String SAID = "select concat_ws(' ', service_id, (event->'data'->>'at')::timestamptz,"
            + " event->'data'->>'status', event->'data'->>'name') from events"
            + " where event->>'type' = 'cloud.lariba.service.changed' order by service_id, position";
    /** What is still to be done, or on its way. */
    private static final String OPEN =
            "select concat_ws(' ', 'event to', destination, subject, attempts, next_attempt_at) from outbox"
                    + " union all select concat_ws(' ', 'operation', id, state, due_at) from operations where state in ('queued', 'running')"
                    + " union all select concat_ws(' ', 'event without a place', id) from events where position is null";

    private static final String HEARD =
            "select concat_ws(' ', service_id, at, status, name) from service_states order by service_id, sequence";
    private static final String ENDS_SAID =
            "select event->'data'->>'operation_id' from events where event->>'type' = 'cloud.lariba.operation.finished' order by 1";
    private static final String ENDS_HEARD = "select operation_id::text from operation_outcomes order by 1";

    @TempDir
    private static Path directory;

    private final Random random = new Random(Rehearsal.SEED);
    private final AtomicInteger changes = new AtomicInteger();
    private final Map<String, String> receiving = new PostgresTestResource().start();
    private final String received = receiving.getOrDefault("quarkus.datasource.jdbc.url", "");
    private volatile boolean enough;
    private Stage stage;
    private ServiceProcess receiver;
    private ServiceProcess sender;

    @BeforeEach
    void setUp() {
        stage = new Stage(directory, new Script(() -> {}, () -> true), new LocalWorld());
        receiver = stage.other("analytics-service", receiving);
        sender = stage.process("cloud", Map.of("lariba.services.analytics", "http://127.0.0.1:" + receiver.port()));
        receiver.startTwice();
        sender.startTwice();
    }

    @AfterEach
    void tearDown() throws IOException {
        sender.close();
        receiver.close();
        stage.close();
    }

    @Test
    void whateverIsKilledEachChangeArrivesOnceAndInOrder() throws Exception {
        try {
            killAndCompare();
        } catch (AssertionError | RuntimeException e) {
            Failures.tellLastLines(sender, receiver);
            throw e;
        }
    }

    private void killAndCompare() throws Exception {
        Tenant tenant = Tenant.owner();
        List<String> services = IntStream.range(0, SERVICES)
                .mapToObj(i -> create(tenant, "s-" + i))
                .toList();
        long begun = System.nanoTime();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> client = clients.submit(() -> changeForever(tenant, services));
            try {
                for (int i = 0; i < KILLS && !client.isDone(); i++) {
                    kill(i % 2 == 0 ? sender : receiver);
                }
            } finally {
                enough = true;
            }
            client.get();
        }
        sender.awaitReady();
        receiver.awaitReady();
        await().atMost(PATIENCE).untilAsserted(() -> assertIterableEquals(List.of(), stage.texts(OPEN)));
        List<String> said = stage.texts(SAID);
        System.out.printf(
                "outbox-kills kills=%d changes=%d events=%d seconds=%d seed=%d%n",
                KILLS,
                changes.get(),
                said.size(),
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                Rehearsal.SEED);
        assertFalse(said.isEmpty(), "nothing was said");
        assertIterableEquals(said, Stage.texts(received, HEARD));
        assertIterableEquals(stage.texts(ENDS_SAID), Stage.texts(received, ENDS_HEARD));
    }

    private String create(Tenant tenant, String name) {
        return tenant.ask(tenant.wish("compute", stage.region(), name)).id().toString();
    }

    /** Kills one of the two after a few more changes, and starts it again. */
    private void kill(ServiceProcess victim) {
        victim.awaitReady();
        int then = changes.get() + random.nextInt(MOST_BETWEEN_KILLS);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> changes.get() >= then || enough);
        victim.kill();
        victim.begin();
    }

    private void changeForever(Tenant tenant, List<String> services) {
        try {
            while (!enough) {
                change(tenant, services);
            }
        } finally {
            enough = true;
        }
    }

    private void change(Tenant tenant, List<String> services) {
        int next = changes.get();
        String path = "/services/" + services.get(next % services.size());
        await().atMost(PATIENCE)
                .pollInterval(BETWEEN_CHANGES)
                .ignoreExceptions()
                .until(() -> tenant.signedInAgain()
                                .patch(path, Map.of("name", "n-" + next))
                                .statusCode()
                        == 200);
        changes.incrementAndGet();
    }
}
