package cloud.lariba.auth.passwords;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.auth.passwords.Argon2id.Cost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2idTest {

    private static final Cost CHEAP = new Cost(64, 1);

    @ParameterizedTest
    @ValueSource(strings = {"a", "violet tractor 7 lemonade", "пароль из слов", "🐎🔋📎 \u0000 and more"})
    void a_hash_matches_its_password_and_no_other(String password) {
        String hash = Argon2id.hash(password, CHEAP);

        assertTrue(Argon2id.matches(password, hash));
        assertFalse(Argon2id.matches(password + " ", hash));
        assertFalse(Argon2id.matches("", hash));
    }

    @Test
    void every_character_counts_far_beyond_the_limit_of_bcrypt() {
        String password = "x".repeat(127);
        String hash = Argon2id.hash(password + "a", CHEAP);

        assertFalse(Argon2id.matches(password + "b", hash));
    }

    @Test
    void a_hash_names_its_algorithm_and_cost() {
        String hash = Argon2id.hash("x", new Cost(128, 3));

        assertTrue(hash.startsWith("$argon2id$v=19$m=128,t=3,p=1$"), hash);
        assertEquals(new Cost(128, 3), Argon2id.costOf(hash));
    }

    @Test
    void a_hash_of_the_reference_implementation_is_understood() {
        String reference = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

        assertTrue(Argon2id.matches("password", reference));
        assertFalse(Argon2id.matches("passworD", reference));
    }

    @Test
    void two_hashes_of_one_password_differ() {
        assertNotEquals(Argon2id.hash("x", CHEAP), Argon2id.hash("x", CHEAP));
    }

    @Test
    void nothing_matches_the_unmatchable() {
        assertFalse(Argon2id.matches("x", Argon2id.unmatchable(CHEAP)));
        assertEquals(CHEAP, Argon2id.costOf(Argon2id.unmatchable(CHEAP)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "$2a$12$abcdefghijklmnopqrstuv", "$argon2i$v=19$m=64,t=1,p=1$c29t$eHh4"})
    void what_is_no_such_hash_is_not_compared(String text) {
        assertThrows(IllegalArgumentException.class, () -> Argon2id.matches("x", text));
    }
}
