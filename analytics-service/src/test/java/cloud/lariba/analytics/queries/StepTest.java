package cloud.lariba.analytics.queries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepTest {

    private static final long YEAR = 366L * 86_400;

    @ParameterizedTest
    @CsvSource({"1s, 1", "30s, 30", "5m, 300", "1h, 3600", "24h, 86400", "1d, 86400", "366d, 31622400"})
    void readsANumberAndAUnit(String text, long seconds) {
        assertEquals(Optional.of(new Step(seconds)), Step.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0s",
                "-5m",
                "05m",
                "5",
                "m",
                "5 m",
                " 5m",
                "5m ",
                "5M",
                "1w",
                "1h30m",
                "1.5h",
                "1e3s",
                "367d",
                "99999999d",
                "123456789s",
                "99999999999999999999s",
                "٥m",
                "PT5M",
                "5m\n"
            })
    void refusesEverythingElse(String text) {
        assertEquals(Optional.empty(), Step.parse(text));
    }

    @Property
    void itsTextReadsAsTheSameStep(@ForAll @LongRange(min = 1, max = YEAR) long seconds) {
        Step step = new Step(seconds);
        assertEquals(Optional.of(step), Step.parse(step.text()));
    }

    @Property
    void theAutomaticStepNeedsAtMostThreeHundredBucketsAndMostlyManyOfThem(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long from,
            @ForAll @LongRange(min = 1, max = YEAR) long length) {
        Instant start = Instant.ofEpochSecond(from);
        Instant end = start.plusSeconds(length);

        long buckets = Step.automatic(start, end).buckets(start, end);

        assertTrue(buckets <= 300, () -> buckets + " buckets");
        assertTrue(buckets >= Math.min(length, 100), () -> buckets + " buckets");
    }

    @Test
    void bucketsAreCountedFromWholeMultiplesSince1970() {
        Step minute = new Step(60);

        assertEquals(1, minute.buckets(Instant.ofEpochSecond(60), Instant.ofEpochSecond(120)));
        assertEquals(2, minute.buckets(Instant.ofEpochSecond(59), Instant.ofEpochSecond(61)));
        assertEquals(2, minute.buckets(Instant.ofEpochSecond(60), Instant.ofEpochSecond(120, 1000)));
    }
}
