package cloud.lariba.gateway.forwarding;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Goes off when nothing has moved for some time. Used on one event loop. */
final class SilenceTimer {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final long limitNanos;
    private final Runnable action;
    private long timer = NONE;
    private long movedAt;

    /**
     * A timer that does not run yet.
     *
     * @param limit how long silence may last; zero for ever
     */
    SilenceTimer(Vertx vertx, Duration limit, Runnable action) {
        this.vertx = vertx;
        this.limitNanos = limit.toNanos();
        this.action = action;
    }

    void start() {
        if (limitNanos > 0) {
            broken();
            schedule(limitNanos);
        }
    }

    /** Something moved: the silence begins anew. */
    void broken() {
        movedAt = System.nanoTime();
    }

    void stop() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }

    private void schedule(long nanos) {
        timer = vertx.setTimer(Math.max(1, Duration.ofNanos(nanos).toMillis()), id -> {
            timer = NONE;
            long left = limitNanos - (System.nanoTime() - movedAt);
            if (left > 0) {
                schedule(left);
            } else {
                action.run();
            }
        });
    }
}
