package cloud.lariba.cloud.crash;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.Tenant;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** A mutation that is asked for, as a client does that never gives up. */
final class Asked {

    /** Thirty seconds after the restart, on a machine that has other things to do, too. */
    static final Duration CONVERGED = Duration.ofSeconds(60);

    /** How often it is asked how the service is. */
    static final Duration POLL = Duration.ofMillis(20);

    private final Mutation mutation;
    private final Stage stage;
    private final Client client;
    private Tenant tenant = Tenant.owner();
    private final String key = UUID.randomUUID().toString();
    private volatile String id = "";
    private String backup = "";
    private String after;
    private boolean takenBack;

    /** Somebody who repeats a call until it is answered. */
    @FunctionalInterface
    interface Client {

        /** The first answer that is not the service's own failure. */
        Response answer(Supplier<Response> call);
    }

    private Asked(Mutation mutation, Stage stage, Client client) {
        this.mutation = mutation;
        this.stage = stage;
        this.client = client;
        this.after = mutation.after();
    }

    /** A mutation that is about to be asked for, of a service of a new tenant that is there unless the mutation makes it. */
    static Asked prepare(Mutation mutation, Stage stage, Client client) {
        Asked asked = new Asked(mutation, stage, client);
        if (!mutation.isCreation()) {
            asked.make();
        }
        return asked;
    }

    private void make() {
        create(UUID.randomUUID().toString());
        settles("running");
        if (!mutation.before().isEmpty()) {
            act(Map.of("type", mutation.before()), UUID.randomUUID().toString());
            settles(mutation.inBetween());
        }
        if (mutation.before().equals("snapshot")) {
            backup = client.answer(() -> tenant.get("/services/" + id + "/backups"))
                    .jsonPath()
                    .getString("items[0].id");
        }
    }

    /** Asks for it, until that is accepted. */
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

    /** Whether it is a creation, of which its client knows. */
    boolean canBeTakenBack() {
        return mutation.isCreation() && !id.isEmpty();
    }

    /** Deletes what was created, and waits until that is done. */
    void takeBack() {
        takenBack = true;
        after = "deleted";
        delete("/services/" + id);
        settles(after);
    }

    private void create(String idempotencyKey) {
        Map<String, Object> wish = tenant.wish(mutation.type(), stage.region(), "s");
        Response accepted = client.answer(() ->
                tenant.sending(wish).header("Idempotency-Key", idempotencyKey).post("/services"));
        assertEquals(202, accepted.statusCode(), accepted::asString);
        id = accepted.jsonPath().getString("id");
    }

    private void act(Map<String, Object> action, String idempotencyKey) {
        Response accepted = client.answer(() ->
                tenant.sending(action).header("Idempotency-Key", idempotencyKey).post("/services/" + id + "/actions"));
        assertEquals(202, accepted.statusCode(), accepted::asString);
    }

    private void delete(String path) {
        Response answer = client.answer(() -> tenant.delete(path));
        // The answer to an earlier try may have been lost.
        assertTrue(Set.of(202, 404, 409).contains(answer.statusCode()), answer::asString);
    }

    /** Whether its operation has been accepted. */
    boolean isAccepted() {
        return operations("") > 0;
    }

    /** Whether its operation has been worked off. */
    boolean isDone() {
        return operations(" and state = 'succeeded'") > 0;
    }

    private int operations(String condition) {
        return stage.count(
                "select count(*) from operations where type = '" + mutation.name() + "' and project_id = ?" + condition,
                tenant.projectId());
    }

    /** Waits until nothing is left to be done, and looks at everything. */
    void converges() {
        tenant = tenant.signedInAgain();
        settles(after);
        int alive = isDeleted() ? 0 : 1;
        UUID service = UUID.fromString(id);
        assertEquals(
                1,
                stage.count("select count(*) from services where project_id = ?", tenant.projectId()),
                "services of the project");
        assertEquals(1, operations(""), "operations");
        assertEquals(
                0,
                stage.count("select count(*) from operations where service_id = ? and state <> 'succeeded'", service),
                "operations that did not succeed");
        if (takenBack) {
            // What arrives late is removed as soon as its worker knows.
            await().atMost(CONVERGED).until(() -> stage.resources(mutation.type(), service) == 0);
        }
        assertEquals(alive + mutation.backups(), stage.resources(mutation.type(), service), "resources");
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
        if (mutation.type().equals("database") && !isDeleted()) {
            Response shown = client.answer(() -> tenant.post("/services/" + id + "/credentials", Map.of()));
            stage.unheard(() -> opens(shown));
        }
    }

    /** What converges is also what was asked for last, as the provider sees it. */
    void isInOrder() {
        converges();
        if (!isDeleted()) {
            await().atMost(CONVERGED)
                    .untilAsserted(() ->
                            act(Map.of("type", "reconcile"), UUID.randomUUID().toString()));
            settles(after);
            Response seen = look();
            assertNull(seen.path("drift"), seen::asString);
        }
    }

    private boolean isDeleted() {
        return after.equals("deleted");
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
                url, shown.jsonPath().getString("username"), shown.jsonPath().getString("password"))) {
            assertTrue(connection.isValid(5));
        } catch (SQLException e) {
            throw new AssertionError("the login that is shown does not work", e);
        }
    }

    private void settles(String status) {
        await().atMost(CONVERGED).pollInterval(POLL).untilAsserted(() -> {
            Response answer = look();
            assertTrue(isSettled(answer, status), answer::asString);
        });
    }

    /** Asks how the service is. */
    Response look() {
        return client.answer(() -> tenant.get("/services/" + id));
    }

    private static boolean isSettled(Response answer, String status) {
        return status.equals("deleted") && answer.statusCode() == 404
                || answer.statusCode() == 200
                        && answer.jsonPath().getString("operation_id") == null
                        && answer.jsonPath().getString("status").equals(status);
    }

    @Override
    public String toString() {
        return mutation + " " + id;
    }
}
