package cloud.lariba.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRequestTest {

    private static final Cursor PLACE = new Cursor(Instant.ofEpochSecond(1_700_000_000), new UUID(1, 2));

    private static List<Integer> rows(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void without_parameters_the_first_twenty_are_meant() {
        PageRequest page = PageRequest.of(null, null);

        assertEquals(20, page.limit());
        assertEquals(21, page.fetchSize());
        assertNull(page.after());
    }

    @Test
    void a_row_too_many_means_that_another_page_follows() {
        Page<Integer> page = PageRequest.of("3", null).page(rows(4), row -> PLACE, row -> row);

        assertEquals(rows(3), page.items());
        assertNotNull(page.nextCursor());
    }

    @Test
    void a_page_that_is_just_full_is_the_last_one() {
        Page<Integer> page = PageRequest.of("3", null).page(rows(3), row -> PLACE, row -> row);

        assertEquals(rows(3), page.items());
        assertNull(page.nextCursor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101", "1e2", " 5", "5 ", "", "99999999999", "ten"})
    void a_limit_outside_the_range_is_refused(String limit) {
        assertThrows(ProblemException.class, () -> PageRequest.of(limit, null));
    }
}
