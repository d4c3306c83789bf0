package cloud.lariba.auth;

import static cloud.lariba.auth.ServiceTokensTest.asUserService;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the deletion of an account announces, and when. */
@AuthServiceTest
class AccountDeletionTest {

    @Inject
    DataSource database;

    @Test
    void what_is_announced_is_younger_than_every_sign_in_that_the_deletion_waited_for() throws Exception {
        Person person = Person.register();
        CompletableFuture<Integer> deletion;
        Instant signedIn;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            hold(connection, person.id());
            deletion = CompletableFuture.supplyAsync(() -> delete(person));
            await().until(this::somebodyWaits);
            assertFalse(deletion.isDone());
            signedIn = Instant.now().truncatedTo(ChronoUnit.MICROS);
            connection.commit();
        }

        assertEquals(204, deletion.get());
        Instant revokedAt = revokedAt("user_id", person.id());
        assertFalse(revokedAt.isBefore(signedIn), () -> revokedAt + " is before " + signedIn);
    }

    @Test
    void sessions_are_announced_by_their_ids_because_a_token_may_be_signed_later() throws SQLException {
        Person person = Person.register();
        String first = person.sessionId();
        String second = person.loginAgain().sessionId();

        assertEquals(204, delete(person));

        assertTrue(revokedAt("session_id", first).isBefore(Instant.now()));
        assertTrue(revokedAt("session_id", second).isBefore(Instant.now()));
    }

    private static int delete(Person person) {
        return asUserService()
                .contentType("application/json")
                .body(Map.of(
                        "specversion", "1.0",
                        "id", UUID.randomUUID().toString(),
                        "source", "/services/user",
                        "type", "cloud.lariba.user.deleted",
                        "subject", person.id(),
                        "time", "2026-01-01T00:00:00Z",
                        "datacontenttype", "application/json",
                        "data", Map.of("id", person.id())))
                .post("/internal/events")
                .statusCode();
    }

    /** Locks the account's row as a sign-in does until its session is there. */
    private static void hold(Connection connection, String account) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select 1 from accounts where id = ? for share")) {
            lock.setObject(1, UUID.fromString(account));
            lock.execute();
        }
    }

    private boolean somebodyWaits() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement find = connection.prepareStatement("select 1 from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'");
                ResultSet row = find.executeQuery()) {
            return row.next();
        }
    }

    private Instant revokedAt(String column, String id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement find =
                        connection.prepareStatement("select revoked_at from revocations where " + column + " = ?")) {
            find.setObject(1, UUID.fromString(id));
            try (ResultSet row = find.executeQuery()) {
                assertTrue(row.next(), () -> id + " was not announced");
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }
}
