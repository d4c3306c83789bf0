package cloud.lariba.auth.attempts;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.auth.AuthServiceTest;
import cloud.lariba.auth.Person;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.secrets.SecretBox;
import cloud.lariba.testing.MutableClock;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AuthServiceTest
class FailedAttemptsTest {

    @Inject
    DataSource database;

    @Inject
    SecretBox secrets;

    @Inject
    AttemptsConfig config;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final String email = Person.newEmail();
    private FailedAttempts attempts;

    @BeforeEach
    void create() {
        attempts = new FailedAttempts(database, secrets, config, clock);
    }

    @Test
    void delays_begin_after_ten_failures_double_and_end_at_a_quarter_of_an_hour() {
        List<Long> delays = new ArrayList<>();
        for (int failure = 1; failure <= 24; failure++) {
            attempts.begin(email, Person.newIp(), false).failed();
            Duration wait = waitFor(Person.newIp());
            delays.add(wait.toSeconds());
            clock.advance(wait);
        }

        assertEquals(
                List.of(
                        0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L,
                        900L, 900L, 900L),
                delays);
    }

    @Test
    void after_the_delay_the_next_attempt_is_let_through() {
        failTimes(10);
        assertTrue(waitFor(Person.newIp()).isPositive());

        clock.advance(Duration.ofSeconds(1));

        assertDoesNotThrow(() -> attempts.begin(email, Person.newIp(), false));
    }

    @Test
    void failures_are_forgotten_after_a_success() {
        failTimes(9);
        attempts.begin(email, Person.newIp(), false).succeeded();

        failTimes(9);

        assertEquals(Duration.ZERO, waitFor(Person.newIp()));
    }

    @Test
    void failures_are_forgotten_after_an_hour_of_peace() {
        failTimes(9);
        clock.advance(Duration.ofMinutes(61));

        failTimes(9);

        assertEquals(Duration.ZERO, waitFor(Person.newIp()));
    }

    @Test
    void the_right_guess_among_too_many_at_once_is_not_told() {
        FailedAttempts.Attempt lucky = attempts.begin(email, Person.newIp(), false);
        failTimes(10);

        ProblemException refused = assertThrows(ProblemException.class, lucky::succeeded);

        assertEquals(ProblemCode.TOO_MANY_ATTEMPTS, refused.code());
    }

    @Test
    void cleaning_up_leaves_what_still_counts() throws SQLException {
        failTimes(10);
        attempts.forgetOldOnes();

        assertTrue(waitFor(Person.newIp()).isPositive());
    }

    private void failTimes(int times) {
        List<FailedAttempts.Attempt> begun = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            begun.add(attempts.begin(email, Person.newIp(), false));
        }
        begun.forEach(FailedAttempts.Attempt::failed);
    }

    private Duration waitFor(String ip) {
        try {
            attempts.begin(email, ip, false);
            return Duration.ZERO;
        } catch (ProblemException e) {
            return e.retryAfter() == null ? Duration.ZERO : e.retryAfter();
        }
    }
}
