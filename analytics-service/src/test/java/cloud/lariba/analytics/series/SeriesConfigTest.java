package cloud.lariba.analytics.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SeriesConfigTest {

    @Inject
    SeriesConfig config;

    @Test
    void defaultsAreTheDocumentedOnes() {
        assertEquals(Duration.ofDays(30), config.retention());
        assertEquals(10_000, config.maxPerProject());
    }
}
