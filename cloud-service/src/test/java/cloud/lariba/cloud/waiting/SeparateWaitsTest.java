package cloud.lariba.cloud.waiting;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeparateWaitsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int SOME = 3;

    @Test
    void aWaitOutlivesWhatAThreadOfSomebodyElseThrows() {
        AtomicInteger asked = new AtomicInteger();

        assertDoesNotThrow(() -> await().atMost(SOON).until(() -> {
            Thread somebodyElses = Thread.ofPlatform().start(() -> {
                throw new IllegalStateException("thrown on purpose, by another test's thread as it were");
            });
            somebodyElses.join();
            return asked.incrementAndGet() == SOME;
        }));
    }
}
