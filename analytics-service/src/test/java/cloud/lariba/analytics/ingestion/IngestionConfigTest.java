package cloud.lariba.analytics.ingestion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IngestionConfigTest {

    @Inject
    IngestionConfig config;

    @Test
    void defaultsAreTheDocumentedOnes() {
        assertEquals(100_000, config.maxWaiting());
        assertEquals(50_000, config.maxBatch());
        assertEquals(Duration.ofSeconds(10), config.maxWait());
        assertEquals(Optional.empty(), config.maxBodiesInFlight());
    }
}
