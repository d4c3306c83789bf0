package cloud.lariba.cloud.operations;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times after failures: exponential with full jitter, capped, as in "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).
 *
 * @param first the longest wait after the first failure
 * @param last the longest wait after any failure
 */
record BackOff(Duration first, Duration last) {

    private static final int MAX_DOUBLINGS = 20;

    /** The wait after so many failures in a row, from 1; between one millisecond and the cap for that count. */
    Duration after(int failures, RandomGenerator random) {
        long cap = Math.min(last.toMillis(), first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS));
        return Duration.ofMillis(random.nextLong(1, Math.max(2, cap + 1)));
    }
}
