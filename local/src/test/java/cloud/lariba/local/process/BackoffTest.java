package cloud.lariba.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff();

    @Test
    void pausesGrowUpToALimitWhileTheProgramKeepsEndingSoon() {
        Duration first = backoff.after(Duration.ofSeconds(1));
        Duration second = backoff.after(Duration.ofSeconds(1));
        for (int times = 0; times < 20; times++) {
            backoff.after(Duration.ofSeconds(1));
        }

        assertEquals(Backoff.FIRST, first);
        assertTrue(second.compareTo(first) > 0);
        assertEquals(Backoff.LONGEST, backoff.after(Duration.ofSeconds(1)));
    }

    @Test
    void aLongRunMakesTheNextPauseShortAgain() {
        backoff.after(Duration.ofSeconds(1));
        backoff.after(Duration.ofSeconds(1));

        assertEquals(Backoff.FIRST, backoff.after(Backoff.STEADY));
    }
}
