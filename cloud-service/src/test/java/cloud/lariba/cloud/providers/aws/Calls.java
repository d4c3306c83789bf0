package cloud.lariba.cloud.providers.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Watches the calls that the SDK makes on a thread, and lets the thread die before or after one of them. Every client of the tests has it. */
public final class Calls implements ExecutionInterceptor {

    private static final ThreadLocal<@Nullable Watch> WATCH = new ThreadLocal<>();

    /**
     * One call.
     *
     * @param operation such as {@code PutBucketTagging}
     * @param request what was asked
     */
    record Call(String operation, SdkRequest request) {

        boolean changes() {
            return !operation.matches("(Get|List|Head|Describe).*");
        }

        Optional<String> field(String name) {
            return request.getValueForField(name, String.class);
        }
    }

    /** The process dies: nothing that follows is done. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("simulated crash", null, false, false);
        }
    }

    private static final class Watch {
        final List<Call> calls = new ArrayList<>();
        int dieBefore = Integer.MAX_VALUE;
        int dieAfter = Integer.MAX_VALUE;
        String interruptedAt = "";
        Runnable interruption = () -> {};
    }

    /** The calls that the work makes, in order. */
    static List<Call> during(Runnable work) {
        return watched(new Watch(), work).calls;
    }

    /** The names of the calls by which the work changes something, in order. */
    static List<String> changesDuring(Runnable work) {
        return during(work).stream().filter(Call::changes).map(Call::operation).toList();
    }

    /** Lets the work die before its call of this number, from 0; returns whether it got that far. */
    static boolean dyingBefore(int call, Runnable work) {
        Watch watch = new Watch();
        watch.dieBefore = call;
        return dies(watch, work);
    }

    /** Lets the work die after its call of this number, from 0; returns whether it got that far. */
    static boolean dyingAfter(int call, Runnable work) {
        Watch watch = new Watch();
        watch.dieAfter = call;
        return dies(watch, work);
    }

    /** Lets somebody else be faster: does something before the work makes its first call of this name. */
    static void before(String operation, Runnable others, Runnable work) {
        Watch watch = new Watch();
        watch.interruptedAt = operation;
        watch.interruption = others;
        watched(watch, work);
    }

    private static boolean dies(Watch watch, Runnable work) {
        try {
            watched(watch, work);
            return false;
        } catch (Crash e) {
            return true;
        }
    }

    private static Watch watched(Watch watch, Runnable work) {
        WATCH.set(watch);
        try {
            work.run();
            return watch;
        } finally {
            WATCH.remove();
        }
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        Watch watch = WATCH.get();
        if (watch == null) {
            return;
        }
        if (watch.calls.size() == watch.dieBefore) {
            throw new Crash();
        }
        String operation = String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
        if (operation.equals(watch.interruptedAt)) {
            watch.interruptedAt = "";
            WATCH.remove();
            watch.interruption.run();
            WATCH.set(watch);
        }
        watch.calls.add(new Call(operation, context.request()));
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        died();
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        died();
    }

    private static void died() {
        Watch watch = WATCH.get();
        if (watch != null && watch.calls.size() - 1 == watch.dieAfter) {
            watch.dieAfter = Integer.MAX_VALUE;
            throw new Crash();
        }
    }
}
