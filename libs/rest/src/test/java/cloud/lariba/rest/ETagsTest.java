package cloud.lariba.rest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTest {

    @Test
    void no_condition_is_always_met() {
        assertDoesNotThrow(() -> ETags.requireMatch(null, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "*", "\"1\", \"7\"", " \"7\" "})
    void a_condition_that_names_the_version_is_met(String ifMatch) {
        assertDoesNotThrow(() -> ETags.requireMatch(ifMatch, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"8\"", "7", "W/\"7\"", "\"\"", "", "\"77\""})
    void any_other_condition_fails(String ifMatch) {
        ProblemException refusal = assertThrows(ProblemException.class, () -> ETags.requireMatch(ifMatch, 7));

        assertEquals(ProblemCode.PRECONDITION_FAILED, refusal.code());
    }
}
