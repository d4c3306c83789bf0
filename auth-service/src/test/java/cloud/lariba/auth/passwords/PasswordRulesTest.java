package cloud.lariba.auth.passwords;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.InputErrors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static List<String> faults(String password, String email) {
        InputErrors errors = new InputErrors();
        PasswordRules.check(password, "/password", email, errors);
        try {
            errors.orThrow();
            return List.of();
        } catch (ProblemException e) {
            return e.errors().stream().map(error -> error.code()).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "violet tractor 7 lemonade",
                "aaaaaaaaaaab",
                "пароль-из-слов",
                "🐎🔋📎🐎🔋📎🐎🔋📎🐎🔋📎",
                "            spaces"
            })
    void a_long_uncommon_password_needs_nothing_else(String password) {
        assertEquals(List.of(), faults(password, "ada@example.org"));
    }

    @ParameterizedTest
    @CsvSource({
        "elevenchars, too_short",
        "🐎🔋📎🐎🔋📎🐎🔋📎🐎🔋, too_short",
        "qwertyuiop12, too_common",
        "QwertyUiop12, too_common",
        "zzzzzzzzzzzzzz, too_common",
        "i am Ada Lovelace, contains_email"
    })
    void what_is_wrong_is_named(String password, String code) {
        assertEquals(List.of(code), faults(password, "ada@example.org"));
    }

    @Test
    void a_short_local_part_is_no_reason_to_refuse() {
        assertEquals(List.of(), faults("violet tractor 7 lemonade", "vi@example.org"));
    }

    @Test
    void a_password_of_128_characters_is_the_longest() {
        assertEquals(List.of(), faults("ab".repeat(64), "ada@example.org"));
        assertEquals(List.of("too_long"), faults("ab".repeat(64) + "c", "ada@example.org"));
        assertEquals(List.of(), faults("🐎🔋".repeat(64), "ada@example.org"));
    }

    @Test
    void without_a_known_address_only_the_other_rules_hold() {
        assertDoesNotThrow(() -> {
            InputErrors errors = new InputErrors();
            PasswordRules.check("violet tractor 7 lemonade", "/password", null, errors);
            errors.orThrow();
        });
    }
}
