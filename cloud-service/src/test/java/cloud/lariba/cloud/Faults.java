package cloud.lariba.cloud;

import cloud.lariba.cloud.providers.ProviderException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What goes wrong for the services of one project, call by call. */
public final class Faults {

    /** A call of a provider. */
    enum Call {
        IMAGE,
        ENSURE,
        OBSERVE,
        COMPARE,
        START,
        STOP,
        REBOOT,
        IS_EMPTY,
        CLOCK,
        EMPTY,
        DELETE,
        ADMIT,
        CONNECTED,
        RETIRE,
        SNAPSHOT,
        OBSERVE_SNAPSHOT,
        DELETE_SNAPSHOT,
        RESTORE,
        REMOVE_REPLACED,
        REMOVE_UNUSED,
        DISMISS,
        FOLLOW,
        LIST,
        ISSUE,
        ACCESS_KEYS,
        REVOKE,
        PRESIGN,
        MEASURE
    }

    /** The process dies: nothing that follows is done. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("simulated crash", null, false, false);
        }
    }

    private record Fault(boolean afterEffect, Runnable action) {}

    private final Map<Call, Deque<Fault>> planned = new ConcurrentHashMap<>();
    private final Set<Call> phases = ConcurrentHashMap.newKeySet();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** The next call of this kind throws instead of doing anything. */
    Faults fail(Call call, Supplier<RuntimeException> failure) {
        return plan(call, false, () -> {
            throw failure.get();
        });
    }

    /** The next call of this kind has its effect, and then its answer is lost. */
    Faults loseAnswer(Call call) {
        return plan(call, true, () -> {
            throw unavailable();
        });
    }

    /** The worker dies before the next call of this kind. */
    Faults crashBefore(Call call) {
        return plan(call, false, () -> {
            throw new Crash();
        });
    }

    /** The worker dies after the next call of this kind. */
    Faults crashAfter(Call call) {
        return plan(call, true, () -> {
            throw new Crash();
        });
    }

    /** Nothing is wrong with the next call of this kind. */
    Faults pass(Call call) {
        return plan(call, false, () -> {});
    }

    /** The next call of this kind waits before it does anything. */
    Gate block(Call call) {
        Gate gate = new Gate();
        plan(call, false, gate::pass);
        return gate;
    }

    /** The next call of this kind has its effect, and says that it has to be made again. */
    Faults inPhases(Call call) {
        phases.add(call);
        return this;
    }

    /** Whether a call that has had its effect has to be made again. */
    boolean isToBeMadeAgain(Call call) {
        return phases.remove(call);
    }

    /** The calls that were made, in order. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    long count(Call call) {
        return calls.stream().filter(call::equals).count();
    }

    <T> T around(Call call, Supplier<T> effect) {
        calls.add(call);
        Fault fault = planned.getOrDefault(call, new ConcurrentLinkedDeque<>()).poll();
        if (fault != null && !fault.afterEffect()) {
            fault.action().run();
        }
        T result = effect.get();
        if (fault != null && fault.afterEffect()) {
            fault.action().run();
        }
        return result;
    }

    private Faults plan(Call call, boolean afterEffect, Runnable action) {
        planned.computeIfAbsent(call, key -> new ConcurrentLinkedDeque<>()).add(new Fault(afterEffect, action));
        return this;
    }

    static ProviderException unavailable() {
        return new ProviderException.Retryable(
                ProviderException.Retryable.Reason.UNAVAILABLE, "The provider does not answer.", null);
    }

    static ProviderException throttled() {
        return new ProviderException.Retryable(
                ProviderException.Retryable.Reason.THROTTLED, "The provider asks for patience.", null);
    }

    static ProviderException refused() {
        return new ProviderException.Permanent(
                ProviderException.Permanent.Reason.INVALID_SPEC, "The provider does not take this.", null);
    }

    static ProviderException missing() {
        return new ProviderException.Permanent(
                ProviderException.Permanent.Reason.NOT_FOUND, "The resource is not there.", null);
    }

    static ProviderException needsPerson() {
        return new ProviderException.NeedsPerson(
                ProviderException.NeedsPerson.Reason.QUOTA, "The account has reached its limit.", null);
    }

    /** Where a call waits until the test lets it go on. */
    static final class Gate {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        /** Waits until the call is at the gate. */
        void awaitArrival() throws InterruptedException {
            if (!reached.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the call was not made");
            }
        }

        void open() {
            opened.countDown();
        }

        private void pass() {
            reached.countDown();
            try {
                if (!opened.await(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody opened the gate");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable();
            }
        }
    }
}
