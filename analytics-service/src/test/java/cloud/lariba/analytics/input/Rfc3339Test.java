package cloud.lariba.analytics.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @Test
    void readsTimesInUtc() {
        assertEquals(Optional.of(Instant.parse("2026-02-28T23:59:59Z")), Rfc3339.parse("2026-02-28T23:59:59Z"));
        assertEquals(
                Optional.of(Instant.parse("1970-01-01T00:00:00.000001Z")),
                Rfc3339.parse("1970-01-01T00:00:00.000001Z"));
    }

    @Test
    void cutsOffWhatIsFinerThanAMicrosecond() {
        assertEquals(
                Optional.of(Instant.parse("2026-01-01T00:00:00.123456Z")),
                Rfc3339.parse("2026-01-01T00:00:00.123456999Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-01-01",
                "2026-01-01T00:00:00",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00:00+00:00",
                "2026-01-01T00:00:00+02:00",
                "2026-01-01T00:00:00z",
                "2026-01-01T00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T24:00:01Z",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00.1234567890Z",
                "1969-12-31T23:59:59Z",
                "0000-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "1767225600",
                "٢٠٢٦-01-01T00:00:00Z",
                "2026-01-01T00:00:00Z\n"
            })
    void refusesEverythingElse(String text) {
        assertEquals(Optional.empty(), Rfc3339.parse(text));
    }
}
