package cloud.lariba.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock in UTC that stands still until the test moves it. */
public final class MutableClock extends Clock {

    private volatile Instant now;

    /** A clock that shows this instant. */
    public MutableClock(Instant now) {
        this.now = now;
    }

    /** Moves the clock forward, or back for a negative duration. */
    public void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the platform's times are UTC");
    }
}
