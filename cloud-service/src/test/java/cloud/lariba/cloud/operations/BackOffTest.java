package cloud.lariba.cloud.operations;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(30));

    @Property
    void aWaitIsNeverLongerThanItsCap(@ForAll @IntRange(min = 1, max = 10_000) int failures, @ForAll long seed) {
        Duration wait = BACK_OFF.after(failures, new Random(seed));

        long cap = Math.min(30_000, 500L << Math.min(failures - 1, 20));
        assertTrue(wait.toMillis() >= 1 && wait.toMillis() <= cap);
    }

    @Test
    void waitsAreSpreadOverTheirWholeRange() {
        Random random = new Random(7);

        long shorter = IntStream.range(0, 1000)
                .filter(i -> BACK_OFF.after(4, random).toMillis() < 2000)
                .count();

        assertTrue(shorter > 400 && shorter < 600, "of 1000 waits up to 4 s, " + shorter + " were below 2 s");
    }
}
