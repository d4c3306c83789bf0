package cloud.lariba.cloud.crash;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Tenant;
import cloud.lariba.cloud.providers.local.LocalServers;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the service before and after everything that it says to the database and to the provider, for each mutation of each type; after
 * a restart there is exactly what was asked for, without anybody's help.
 *
 * <p>By default a sample; {@code -Dlariba.crash.positions=all} takes every position, {@code -Dlariba.crash.only=create storage,empty storage} some
 * mutations.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillAtEveryStepIT {

    private static final String POSITIONS = System.getProperty("lariba.crash.positions", "14");
    private static final String ONLY = System.getProperty("lariba.crash.only", "");
    private static final long SEED = Long.getLong("lariba.crash.seed", System.nanoTime());

    /** What the service says all the time is followed this often only. */
    private static final int OF_POLLING = 3;

    /** How often a position that does not come is waited for. */
    private static final int TRIES = 2;

    private static final Duration QUIET = Duration.ofSeconds(3);

    /** Thirty seconds after the restart, on a machine that has other things to do, too. */
    private static final Duration CONVERGED = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private final Script script = new Script(() -> process().kill());
    private final List<String> failures = new ArrayList<>();
    private Stage stage;
    private CloudProcess process;
    private Set<String> polling = Set.of();

    @BeforeAll
    void setUp() {
        stage = new Stage(directory, script);
        process = stage.process("cloud");
        process.start();
        process.stop();
        process.start();
        script.watch();
        // How long is watched what the service says when nothing is asked of it.
        await().pollDelay(QUIET).until(() -> true);
        polling = script.seen().keySet();
    }

    @AfterAll
    void tearDown() throws IOException {
        process.close();
        stage.close();
    }

    private CloudProcess process() {
        return process;
    }

    @Test
    void whateverItIsKilledInItConverges() {
        Map<Mutation, List<Position>> all = new LinkedHashMap<>();
        for (Mutation mutation : Mutation.ALL) {
            if (ONLY.isEmpty() || List.of(ONLY.split(",")).contains(mutation.toString())) {
                all.put(mutation, positions(mutation));
            }
        }
        int total = all.values().stream().mapToInt(List::size).sum();
        int tried = 0;
        int reached = 0;
        for (Map.Entry<Mutation, List<Position>> each : all.entrySet()) {
            List<Position> chosen = sample(each.getValue(), all.size());
            int killed = 0;
            for (Position position : chosen) {
                // A wait that was shorter this time had fewer positions.
                boolean reachedOnce = IntStream.range(0, TRIES).anyMatch(i -> attempt(each.getKey(), position));
                killed += reachedOnce ? 1 : 0;
            }
            tried += chosen.size();
            reached += killed;
            System.out.printf(
                    "kill-at-every-step %-28s positions=%d tried=%d killed=%d%n",
                    each.getKey(), each.getValue().size(), chosen.size(), killed);
        }
        System.out.printf(
                "kill-at-every-step total positions=%d tried=%d killed=%d failed=%d seed=%d%n",
                total, tried, reached, failures.size(), SEED);
        assertEquals(List.of(), failures);
        // A poll may come once more or less from run to run.
        assertTrue(reached >= tried * 8 / 10, reached + " of " + tried + " positions were reached");
    }

    private List<Position> positions(Mutation mutation) {
        Asked asked = prepare(mutation);
        script.watch();
        asked.mutate();
        asked.converges();
        if (Boolean.getBoolean("lariba.crash.list")) {
            script.seen()
                    .forEach((call, times) ->
                            System.out.println((isOfAll(call) ? "polling " : "        ") + times + " " + call));
        }
        return script.positions().stream()
                .filter(position -> !isOfAll(position.call()) || position.occurrence() <= OF_POLLING)
                .toList();
    }

    /** Whether the service says this also when nothing is asked, or while it delivers what earlier requests left. */
    private boolean isOfAll(String call) {
        return polling.contains(call) || call.contains("outbox") || call.contains("event_positions");
    }

    private static List<Position> sample(List<Position> positions, int mutations) {
        if (POSITIONS.equals("all")) {
            return positions;
        }
        List<Position> shuffled = new ArrayList<>(positions);
        Collections.shuffle(shuffled, new Random(SEED));
        int each = Math.max(1, Integer.parseInt(POSITIONS) / mutations);
        return shuffled.subList(0, Math.min(each, shuffled.size()));
    }

    /** Returns whether the service was killed. */
    private boolean attempt(Mutation mutation, Position position) {
        Asked asked = prepare(mutation);
        script.killAt(position);
        try {
            asked.mutate();
            asked.converges();
        } catch (AssertionError | RuntimeException e) {
            failures.add(mutation + " killed " + position + ": " + e);
        }
        boolean killed = script.isReached();
        script.watch();
        revive();
        return killed;
    }

    private Asked prepare(Mutation mutation) {
        script.watch();
        Asked asked = new Asked(mutation, Tenant.owner());
        if (!mutation.isCreation()) {
            asked.make();
        }
        return asked;
    }

    private void revive() {
        if (!process.isAlive()) {
            process.start();
        }
    }

    /** Calls until there is an answer, and starts the service again when it is gone. */
    private Response answer(Supplier<Response> call) {
        long end = System.nanoTime() + CONVERGED.toNanos();
        while (true) {
            try {
                Response answer = call.get();
                if (answer.statusCode() < 500 || System.nanoTime() > end) {
                    return answer;
                }
            } catch (Exception e) {
                // RestAssured throws what the connection threw, whether it is declared or not.
                if (!(e instanceof IOException) || System.nanoTime() > end) {
                    throw new IllegalStateException(e);
                }
            }
            revive();
        }
    }

    /** A mutation that is asked for, as a client does that never gives up. */
    private final class Asked {

        private final Mutation mutation;
        private final Tenant tenant;
        private final String key = UUID.randomUUID().toString();
        private String id = "";
        private String backup = "";

        Asked(Mutation mutation, Tenant tenant) {
            this.mutation = mutation;
            this.tenant = tenant;
        }

        /** Makes the service that the mutation is about. */
        void make() {
            create(UUID.randomUUID().toString());
            settles("running");
            if (!mutation.before().isEmpty()) {
                act(Map.of("type", mutation.before()), UUID.randomUUID().toString());
                settles(mutation.inBetween());
            }
            if (mutation.before().equals("snapshot")) {
                backup = answer(() -> tenant.get("/services/" + id + "/backups"))
                        .jsonPath()
                        .getString("items[0].id");
            }
        }

        void mutate() {
            if (mutation.isCreation()) {
                create(key);
            } else if (mutation.isDeletion()) {
                delete("/services/" + id);
            } else if (mutation.isDeletionOfBackup()) {
                delete("/services/" + id + "/backups/" + backup);
            } else {
                act(mutation.action(backup), key);
            }
        }

        private void create(String idempotencyKey) {
            Map<String, Object> wish = new HashMap<>();
            wish.put("project_id", tenant.projectId().toString());
            wish.put("name", "s");
            wish.put("region", "local");
            wish.put("type", mutation.type());
            wish.put("plan", mutation.type().equals("storage") ? "standard" : "micro");
            Response accepted = answer(() -> tenant.sending(wish)
                    .header("Idempotency-Key", idempotencyKey)
                    .post("/services"));
            assertEquals(202, accepted.statusCode(), accepted::asString);
            id = accepted.jsonPath().getString("id");
        }

        private void act(Map<String, Object> action, String idempotencyKey) {
            Response accepted = answer(() -> tenant.sending(action)
                    .header("Idempotency-Key", idempotencyKey)
                    .post("/services/" + id + "/actions"));
            assertEquals(202, accepted.statusCode(), accepted::asString);
        }

        private void delete(String path) {
            Response answer = answer(() -> tenant.delete(path));
            // The answer to an earlier try may have been lost.
            assertTrue(Set.of(202, 404, 409).contains(answer.statusCode()), answer::asString);
        }

        /** Waits until nothing is left to be done, and looks at everything. */
        void converges() {
            settles(mutation.after());
            int alive = mutation.isDeletion() ? 0 : 1;
            UUID service = UUID.fromString(id);
            assertEquals(
                    1,
                    stage.count("select count(*) from services where project_id = ?", tenant.projectId()),
                    "services of the project");
            assertEquals(
                    1,
                    stage.count(
                            "select count(*) from operations where service_id = ? and type = '" + mutation.name() + "'",
                            service),
                    "operations");
            assertEquals(
                    0,
                    stage.count(
                            "select count(*) from operations where service_id = ? and state <> 'succeeded'", service),
                    "operations that did not succeed");
            assertEquals(alive + mutation.backups(), resources(service), "resources");
            assertEquals(
                    mutation.backups(),
                    stage.count("select count(*) from backups where service_id = ? and state <> 'deleted'", service),
                    "backups");
            assertEquals(
                    1,
                    stage.count(
                            "select count(*) from events where service_id = ? and event->>'type' ="
                                    + " 'cloud.lariba.operation.finished' and event->'data'->>'type' = '"
                                    + mutation.name() + "'",
                            service),
                    "events about the end of the operation");
            if (mutation.type().equals("database") && !mutation.isDeletion()) {
                opens(answer(() -> tenant.post("/services/" + id + "/credentials", Map.of())));
            }
        }

        /** The login that is shown works. */
        private void opens(Response shown) {
            assertEquals(200, shown.statusCode(), shown::asString);
            String url = "jdbc:postgresql://%s:%s/%s"
                    .formatted(
                            shown.jsonPath().getString("host"),
                            shown.jsonPath().getString("port"),
                            shown.jsonPath().getString("database"));
            try (Connection connection = DriverManager.getConnection(
                    url,
                    shown.jsonPath().getString("username"),
                    shown.jsonPath().getString("password"))) {
                assertTrue(connection.isValid(5));
            } catch (SQLException e) {
                throw new AssertionError("the login that is shown does not work", e);
            }
        }

        private int resources(UUID service) {
            String hex = service.toString().replace("-", "");
            return switch (mutation.type()) {
                case "compute" -> instances(service);
                case "storage" -> LocalServers.buckets(hex);
                default -> LocalServers.databases(hex);
            };
        }

        /** A row stays behind after its instance has gone; it says when. */
        private int instances(UUID service) {
            return stage.count(
                    "select count(*) from local_instances where service_id = ? and state <> 'terminating'", service);
        }

        private void settles(String status) {
            await().atMost(CONVERGED).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
                revive();
                Response answer = answer(() -> tenant.get("/services/" + id));
                assertTrue(isSettled(answer, status), answer::asString);
            });
        }

        private static boolean isSettled(Response answer, String status) {
            return status.equals("deleted") && answer.statusCode() == 404
                    || answer.statusCode() == 200
                            && answer.jsonPath().getString("operation_id") == null
                            && answer.jsonPath().getString("status").equals(status);
        }
    }
}
