package cloud.lariba.rest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.problem.InvalidField;
import cloud.lariba.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputErrorsTest {

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        InputErrors errors = new InputErrors().text(null, "/name", 1, 10).text("", "/title", 1, 10);

        ProblemException refusal = assertThrows(ProblemException.class, errors::orThrow);

        assertEquals(
                List.of("/name", "/title"),
                refusal.errors().stream().map(InvalidField::pointer).toList());
    }

    @Test
    void length_is_counted_in_characters_that_people_see_as_one_code_point() {
        assertDoesNotThrow(() -> new InputErrors().text("😀😀", "/name", 2, 2).orThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u001bb", "\u007f", "a\ud800b"})
    void control_characters_and_broken_surrogates_are_refused(String text) {
        assertThrows(
                ProblemException.class,
                () -> new InputErrors().text(text, "/name", 1, 10).orThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "A", "a b", "a/", "-a"})
    void label_keys_obey_their_rule(String key) {
        assertThrows(
                ProblemException.class,
                () -> new InputErrors().labels(Map.of(key, "x"), "/labels").orThrow());
    }

    @Test
    void a_label_key_is_escaped_in_its_pointer() {
        ProblemException refusal = assertThrows(
                ProblemException.class,
                () -> new InputErrors().labels(Map.of("a/b~c", "x"), "/labels").orThrow());

        assertEquals("/labels/a~1b~0c", refusal.errors().getFirst().pointer());
    }
}
