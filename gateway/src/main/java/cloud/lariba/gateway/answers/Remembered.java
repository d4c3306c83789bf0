package cloud.lariba.gateway.answers;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is expensive to find out and stays good for a while. However many ask at once, it is found out once.
 *
 * @param <T> the value
 */
public final class Remembered<T> {

    private final Vertx vertx;
    private final Clock clock;
    private final Duration kept;
    private final Supplier<Future<T>> source;
    private final AtomicReference<@Nullable Held<T>> held = new AtomicReference<>();

    private record Held<T>(Future<T> value, Instant since) {}

    /**
     * A value that is not known yet.
     *
     * @param kept how long it is repeated before it is found out again
     * @param source finds it out; called on the context of whoever asks first
     */
    public Remembered(Vertx vertx, Clock clock, Duration kept, Supplier<Future<T>> source) {
        this.vertx = vertx;
        this.clock = clock;
        this.kept = kept;
        this.source = source;
    }

    /** The value; completes on the caller's context. A failure is not remembered. */
    public Future<T> get() {
        Context caller = vertx.getOrCreateContext();
        Promise<T> answer = Promise.promise();
        current().onComplete(found -> caller.runOnContext(now -> answer.handle(found)));
        return answer.future();
    }

    private Future<T> current() {
        Held<T> last = held.get();
        if (last != null && isGood(last)) {
            return last.value();
        }
        Promise<T> mine = Promise.promise();
        Held<T> fresh = new Held<>(mine.future(), clock.instant());
        if (!held.compareAndSet(last, fresh)) {
            return current();
        }
        source.get().onComplete(mine);
        return mine.future();
    }

    private boolean isGood(Held<T> value) {
        return !value.value().failed() && clock.instant().isBefore(value.since().plus(kept));
    }
}
