package cloud.lariba.auth.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.auth.Parallel;
import cloud.lariba.secrets.SecretBox;
import cloud.lariba.testing.MutableClock;
import cloud.lariba.testing.PostgresTestResource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

    private static final KeysConfig CONFIG = new Monthly();

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private DataSource database;

    @BeforeEach
    void freshDatabase() throws SQLException, IOException {
        database = PostgresTestResource.freshDatabase();
        try (InputStream schema = getClass().getResourceAsStream("/db/migration/V1__accounts_sessions_keys.sql");
                Connection connection = database.getConnection();
                Statement create = connection.createStatement()) {
            create.execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void the_first_start_makes_the_first_key() throws SQLException {
        SigningKeys keys = replica();

        keys.keepRotating();

        assertEquals(1, keys.published().size());
        assertEquals(1, keys.current().number());
    }

    @Test
    void replicas_that_start_together_agree_on_one_key() throws Exception {
        List<String> kids = Parallel.run(3, i -> {
            SigningKeys replica = replica();
            try {
                replica.keepRotating();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return replica.current().id();
        });

        assertEquals(1, kids.stream().distinct().count());
    }

    @Test
    void a_restarted_replica_goes_on_with_the_same_keys() throws SQLException {
        SigningKeys before = replica();
        before.keepRotating();

        SigningKeys after = replica();
        after.keepRotating();

        assertEquals(before.current(), after.current());
    }

    @Test
    void the_next_key_is_published_before_its_predecessor_retires() throws SQLException {
        SigningKeys keys = replica();
        keys.keepRotating();
        SigningKey first = keys.current();

        clock.advance(Duration.ofDays(30).minusMinutes(10));
        keys.keepRotating();

        assertEquals(2, keys.published().size());
        assertEquals(first.id(), keys.current().id());
    }

    @Test
    void the_next_key_takes_over_when_its_time_has_come_on_every_replica() throws SQLException {
        SigningKeys keys = replica();
        SigningKeys other = replica();
        keys.keepRotating();
        other.keepRotating();
        clock.advance(Duration.ofDays(30).minusMinutes(10));
        keys.keepRotating();

        clock.advance(Duration.ofMinutes(10));

        assertEquals(2, keys.current().number());
        assertEquals(2, other.current().number());
    }

    @Test
    void a_replaced_key_stays_published_until_its_last_token_has_expired() throws SQLException {
        SigningKeys keys = replica();
        keys.keepRotating();
        clock.advance(Duration.ofDays(30));
        keys.keepRotating();

        clock.advance(Duration.ofMinutes(10).plus(CONFIG.keepAfter()).minusSeconds(1));
        keys.keepRotating();
        assertEquals(List.of(1, 2), numbers(keys));

        clock.advance(Duration.ofSeconds(2));
        keys.keepRotating();
        assertEquals(List.of(2), numbers(keys));
    }

    @Test
    void months_of_rotation_leave_no_gap_and_no_pile() throws SQLException {
        SigningKeys keys = replica();
        keys.keepRotating();

        for (int step = 0; step < 40; step++) {
            SigningKey used = keys.current();
            clock.advance(Duration.ofMinutes(10));
            assertTrue(keys.published().contains(used), "the key of a token that is still good is not published");
            clock.advance(Duration.ofDays(2));
            keys.keepRotating();
            assertTrue(keys.published().size() <= 2, () -> numbers(keys).toString());
        }

        assertEquals(3, keys.current().number());
    }

    @Test
    void an_operator_gets_the_waiting_key_instead_of_a_third_one() throws SQLException {
        SigningKeys keys = replica();
        keys.keepRotating();

        SigningKey next = keys.rotate();
        SigningKey again = keys.rotate();

        assertEquals(next.id(), again.id());
        assertNotEquals(keys.current().id(), next.id());
        assertEquals(clock.instant().plus(CONFIG.publishAhead()), next.signsFrom());
    }

    @Test
    void when_a_stolen_keys_row_is_deleted_the_waiting_key_signs_at_once() throws SQLException {
        SigningKeys keys = replica();
        keys.keepRotating();
        SigningKey next = keys.rotate();
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from signing_keys where kid = ?")) {
            delete.setString(1, keys.current().id());
            delete.executeUpdate();
        }

        clock.advance(CONFIG.reloadInterval());

        assertEquals(next, keys.current());
        assertEquals(List.of(2), numbers(keys));
    }

    @Test
    void keys_that_are_known_stay_in_use_while_the_database_is_away() throws SQLException {
        SigningKeys keys = replica();
        keys.keepRotating();
        SigningKey key = keys.current();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table signing_keys rename to elsewhere");
        }

        clock.advance(Duration.ofMinutes(1));

        assertEquals(key, keys.current());
    }

    private SigningKeys replica() {
        return new SigningKeys(
                new SigningKeyRows(database, new SecretBox(new byte[32])), CONFIG, UUID::randomUUID, clock);
    }

    private static List<Integer> numbers(SigningKeys keys) {
        return keys.published().stream().map(SigningKey::number).toList();
    }

    private record Monthly() implements KeysConfig {

        @Override
        public Duration rotationPeriod() {
            return Duration.ofDays(30);
        }

        @Override
        public Duration publishAhead() {
            return Duration.ofMinutes(10);
        }

        @Override
        public Duration keepAfter() {
            return Duration.ofMinutes(30);
        }

        @Override
        public Duration reloadInterval() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Optional<String> publicUrl() {
            return Optional.empty();
        }
    }
}
