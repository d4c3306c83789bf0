package cloud.lariba.analytics.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeriesKeyTest {

    private static final UUID PROJECT = new UUID(1, 1);

    @Property
    void theOrderOfLabelsDoesNotMatter(@ForAll @Size(max = 6) Map<String, String> labels) {
        Map<String, String> reversed = new LinkedHashMap<>();
        labels.entrySet().stream().toList().reversed().forEach(label -> reversed.put(label.getKey(), label.getValue()));

        assertEquals(
                new SeriesKey(PROJECT, "m", null, labels).identity(),
                new SeriesKey(PROJECT, "m", null, reversed).identity());
    }

    @Property
    void differentLabelsAreDifferentSeries(
            @ForAll @Size(max = 4) Map<String, String> one, @ForAll @Size(max = 4) Map<String, String> other) {
        Assume.that(!one.equals(other));

        assertNotEquals(
                new SeriesKey(PROJECT, "m", null, one).identity(), new SeriesKey(PROJECT, "m", null, other).identity());
    }

    @Test
    void partsCannotRunIntoEachOther() {
        assertNotEquals(
                new SeriesKey(PROJECT, "m", null, Map.of("ab", "c")).identity(),
                new SeriesKey(PROJECT, "m", null, Map.of("a", "bc")).identity());
        assertNotEquals(
                new SeriesKey(PROJECT, "m", new UUID(0, 1), Map.of()).identity(),
                new SeriesKey(PROJECT, "m", null, Map.of()).identity());
    }
}
