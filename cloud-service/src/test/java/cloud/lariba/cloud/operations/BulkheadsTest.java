package cloud.lariba.cloud.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkheadsTest {

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "4,3", "8,6", "40,30"})
    void onePlaceGetsThreeQuarters(int concurrency, int most) {
        Bulkheads bulkheads = new Bulkheads(concurrency);

        assertEquals(most, bulkheads.room(concurrency));
        for (int i = 0; i < most; i++) {
            assertEquals(List.of(), bulkheads.full());
            bulkheads.enter("here");
        }
        assertEquals(List.of("here"), bulkheads.full());
    }

    @Test
    void whateverComesAtOnceFitsWhereThereIsLeastRoom() {
        Bulkheads bulkheads = new Bulkheads(8);
        for (int i = 0; i < 4; i++) {
            bulkheads.enter("here");
        }
        bulkheads.enter("there");

        assertEquals(2, bulkheads.room(3));
        assertEquals(1, bulkheads.room(1));
    }

    @Test
    void aFullPlaceLeavesTheOthersTheirRoom() {
        Bulkheads bulkheads = new Bulkheads(8);
        for (int i = 0; i < 6; i++) {
            bulkheads.enter("here");
        }

        assertEquals(2, bulkheads.room(2));
        bulkheads.leave("here");
        assertEquals(List.of(), bulkheads.full());
        assertEquals(1, bulkheads.room(3));
    }

    @Test
    void whatGoesNowhereTakesNoRoom() {
        Bulkheads bulkheads = new Bulkheads(8);
        for (int i = 0; i < 8; i++) {
            bulkheads.enter(null);
        }

        assertEquals(List.of(), bulkheads.full());
        assertEquals(6, bulkheads.room(8));
        bulkheads.leave(null);
        assertEquals(6, bulkheads.room(8));
    }
}
