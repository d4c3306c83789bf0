package cloud.lariba.auth.revocations;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.auth.AuthServiceTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@AuthServiceTest
class ForgettingTest {

    @Inject
    Revocations revocations;

    @Inject
    DataSource database;

    @Test
    void an_entry_is_forgotten_once_no_token_can_be_as_old() throws SQLException {
        UUID recent = insert(19 * 60);
        UUID old = insert(21 * 60);

        revocations.forgetOldOnes();

        assertTrue(isThere(recent));
        assertFalse(isThere(old));
    }

    private UUID insert(int secondsAgo) throws SQLException {
        UUID session = UUID.randomUUID();
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into revocations (session_id, revoked_at, recorded_at)"
                                + " values (?, now(), now() - make_interval(secs => ?))")) {
            insert.setObject(1, session);
            insert.setDouble(2, secondsAgo);
            insert.executeUpdate();
            return session;
        }
    }

    private boolean isThere(UUID session) {
        return revocations.after(0).items().stream().anyMatch(entry -> session.equals(entry.sessionId()));
    }
}
