package cloud.lariba.auth.passwords;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.auth.Parallel;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordHashingTest {

    private static final String PASSWORD = "violet tractor 7 lemonade";

    private final PasswordHashing cheap = new PasswordHashing(new Config(64, 1, 2, 64, Duration.ofSeconds(5)));
    private final PasswordHashing slow = new PasswordHashing(new Config(8192, 20, 1, 2, Duration.ofSeconds(30)));
    private final PasswordHashing impatient = new PasswordHashing(new Config(8192, 20, 1, 2, Duration.ofMillis(1)));

    private record Config(int memoryKib, int iterations, int threads, int queue, Duration maxWait)
            implements PasswordsConfig {

        @Override
        public OptionalInt concurrency() {
            return OptionalInt.of(threads);
        }
    }

    @AfterEach
    void stop() {
        cheap.stop();
        slow.stop();
        impatient.stop();
    }

    @Test
    void with_three_processors_or_more_one_is_left_to_the_rest_of_the_service() {
        assertEquals(1, PasswordHashing.defaultConcurrency(1));
        assertEquals(2, PasswordHashing.defaultConcurrency(2));
        assertEquals(2, PasswordHashing.defaultConcurrency(3));
        assertEquals(7, PasswordHashing.defaultConcurrency(8));
    }

    @Test
    void a_password_matches_its_hash() {
        String hash = cheap.hash(PASSWORD);

        assertTrue(cheap.matches(PASSWORD, hash));
        assertFalse(cheap.matches("something else", hash));
        assertFalse(cheap.matches(PASSWORD, null));
    }

    @Test
    void a_hash_of_another_cost_is_outdated_and_still_matches() {
        String hash = Argon2id.hash(PASSWORD, new Argon2id.Cost(32, 1));

        assertTrue(cheap.isOutdated(hash));
        assertTrue(cheap.matches(PASSWORD, hash));
        assertFalse(cheap.isOutdated(cheap.hash(PASSWORD)));
    }

    @Test
    void more_than_one_at_work_and_a_full_queue_are_turned_away() throws Exception {
        List<String> outcomes = Parallel.run(12, i -> {
            try {
                return slow.hash(PASSWORD).substring(0, 9);
            } catch (ProblemException e) {
                assertTrue(e.retryAfter() != null);
                return e.code().wireName();
            }
        });

        long done = outcomes.stream().filter("$argon2id"::equals).count();
        long refused = outcomes.stream().filter("overloaded"::equals).count();
        assertEquals(12, done + refused);
        assertTrue(done >= 3 && refused >= 1, outcomes::toString);
    }

    @Test
    void who_waits_too_long_is_turned_away() {
        ProblemException refused = assertThrows(ProblemException.class, () -> impatient.hash(PASSWORD));

        assertEquals(ProblemCode.OVERLOADED, refused.code());
    }
}
