package cloud.lariba.cloud.providers.aws;

import static org.awaitility.Awaitility.await;

import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls a provider as the engine does: what may succeed later is called again later, and where there is no capacity, in the next place. */
final class FaultRetries {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private record Outcome(
            @Nullable Object answer, @Nullable Throwable failure) {}

    private FaultRetries() {}

    /** The capability with retries. */
    static <T> T around(Class<T> capability, T provider) {
        return capability.cast(Proxy.newProxyInstance(
                capability.getClassLoader(),
                new Class<?>[] {capability},
                (self, method, arguments) -> repeated(provider, method, arguments)));
    }

    private static @Nullable Object repeated(Object provider, Method method, Object[] arguments) throws Throwable {
        AtomicReference<@Nullable Outcome> last = new AtomicReference<>();
        Object[] current = arguments.clone();
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(PAUSE).until(() -> {
            Outcome outcome = once(provider, method, current);
            last.set(outcome);
            return !(outcome.failure() instanceof Retryable later) || !comesLater(later, current);
        });
        Outcome outcome = last.get();
        if (outcome != null && outcome.failure() != null) {
            throw outcome.failure();
        }
        return outcome == null ? null : outcome.answer();
    }

    private static Outcome once(Object provider, Method method, Object[] arguments) throws IllegalAccessException {
        try {
            return new Outcome(method.invoke(provider, arguments), null);
        } catch (InvocationTargetException e) {
            return new Outcome(null, e.getCause());
        }
    }

    /** Prepares the next try; always true. */
    private static boolean comesLater(Retryable failure, Object[] arguments) {
        if (failure.is(Retryable.Reason.CAPACITY) && arguments[0] instanceof InstanceSpec spec) {
            arguments[0] = new InstanceSpec(
                    spec.identity(), spec.settings(), spec.imageId(), spec.clientToken(), spec.place() + 1);
        }
        return true;
    }
}
