package cloud.lariba.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CursorTest {

    @Property
    void every_cursor_is_read_back_as_it_was(
            @ForAll @LongRange(min = 1, max = 4_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999) int micros,
            @ForAll long high,
            @ForAll long low) {
        Cursor cursor = new Cursor(Instant.ofEpochSecond(second, micros * 1000L), new UUID(high, low));

        assertEquals(cursor, Cursor.decode(cursor.encode()));
    }

    @Property
    void whatever_else_a_client_sends_is_an_invalid_cursor(@ForAll String text) {
        ProblemException refusal = assertThrows(ProblemException.class, () -> Cursor.decode(text));

        assertEquals(ProblemCode.INVALID_CURSOR, refusal.code());
    }

    @Property
    void a_cursor_with_one_changed_character_never_breaks_the_server(
            @ForAll @IntRange(max = 38) int position, @ForAll char replacement) {
        StringBuilder text =
                new StringBuilder(new Cursor(Instant.ofEpochSecond(1_700_000_000), new UUID(1, 2)).encode());
        text.setCharAt(position, replacement);

        try {
            Cursor.decode(text.toString());
        } catch (ProblemException refusal) {
            assertEquals(ProblemCode.INVALID_CURSOR, refusal.code());
        }
    }
}
