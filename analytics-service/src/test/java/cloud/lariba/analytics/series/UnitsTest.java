package cloud.lariba.analytics.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource({
        "http_request_duration_seconds, s",
        "memory.bytes, By",
        "network_bytes_total, By",
        "cpu.percent, %",
        "cache_hit_ratio, 1",
        "seconds, s"
    })
    void areReadFromTheEndOfTheName(String metric, String unit) {
        assertEquals(Optional.of(unit), Units.of(metric));
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue.depth", "requests_total", "total", "seconds.max", "kiloseconds", "a", "a.", "a__"})
    void areNotGuessed(String metric) {
        assertEquals(Optional.empty(), Units.of(metric));
    }

    @Test
    void doNotFailOnNamesOfSeparatorsOnly() {
        assertEquals(Optional.empty(), Units.of("___"));
    }
}
