package cloud.lariba.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {

    @Test
    void a_well_formed_id_is_kept() {
        assertEquals("Abc-1._", RequestId.accept("Abc-1._"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "ä", "<script>", "\u0000"})
    void anything_else_is_replaced(String offered) {
        assertTrue(RequestId.accept(offered).matches("[0-9a-f]{32}"));
    }

    @Test
    void an_id_is_at_most_64_long() {
        assertEquals("a".repeat(64), RequestId.accept("a".repeat(64)));
        assertNotEquals("a".repeat(65), RequestId.accept("a".repeat(65)));
    }
}
