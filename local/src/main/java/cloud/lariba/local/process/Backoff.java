package cloud.lariba.local.process;

import java.time.Duration;

/**
 * How long to wait before a process that ended unexpectedly is started again: at once the first time, then ever longer
 * while it keeps ending soon after its start.
 */
final class Backoff {

    static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(15);
    static final Duration STEADY = Duration.ofSeconds(60);

    private Duration next = FIRST;

    /** Returns the pause after a run that lasted {@code lasted}. */
    Duration after(Duration lasted) {
        if (lasted.compareTo(STEADY) >= 0) {
            next = FIRST;
        }
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return pause;
    }
}
