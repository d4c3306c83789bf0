package cloud.lariba.analytics.ingestion;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How much is taken in at a time. */
@ConfigMapping(prefix = "lariba.analytics.ingestion")
interface IngestionConfig {

    /** How many samples may wait to be written; requests beyond are answered 503. */
    @WithDefault("100000")
    int maxWaiting();

    /** How many samples are written in one transaction, unless a single request has more. */
    @WithDefault("50000")
    int maxBatch();

    /** How long a request waits for its turn to be written before it is answered 503. */
    @WithDefault("10S")
    Duration maxWait();

    /** How large the bodies may be together that are worked on; beyond, the answer is 503. A sixteenth of the heap, at least 4 MiB, when unset. */
    Optional<MemorySize> maxBodiesInFlight();
}
