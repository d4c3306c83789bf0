package cloud.lariba.cloud.operations;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.RequestId;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * One worker's turn with one operation: steps are performed until the operation ends or has to wait.
 *
 * <p>Each step is recorded as begun in one transaction (the intent), performed outside of any, and recorded as done in another, which begins the
 * next step as well. A worker that dies in between leaves a begun step, which the next owner performs again.
 */
final class OperationRun {

    private static final Logger LOG = Logger.getLogger(OperationRun.class);

    private final OperationEngine engine;
    private final LeaseRows rows;
    private final Workflow workflow;
    private final Lease lease;
    private Operation operation;
    private boolean performed;

    OperationRun(OperationEngine engine, LeaseRows rows, LeaseRows.Claim claim) {
        this.engine = engine;
        this.rows = rows;
        this.workflow = engine.workflow(claim.operation().type());
        this.lease = claim.lease();
        this.operation = claim.operation();
    }

    /** What is to be done next, decided inside the transaction that recorded what was done last. */
    private enum Next {
        GO_ON,
        STOP
    }

    void drive() {
        // What a worker logs and calls carries the operation's id where a request's would carry its own.
        MDC.put(RequestId.MDC_KEY, operation.id().toString());
        try {
            Next next = fenced(this::open);
            while (next == Next.GO_ON) {
                Step step = operation.nextStep().orElseThrow();
                if (!lease.isValid()) {
                    throw new LeaseLostException(lease);
                }
                performed = true;
                StepOutcome outcome = perform(step);
                next = record(step, outcome);
            }
        } catch (LeaseLostException e) {
            leaseLost();
        } finally {
            MDC.remove(RequestId.MDC_KEY);
        }
    }

    /**
     * After a turn that broke: makes good what it performed, if its lease does not hold any more.
     *
     * @throws RuntimeException when that cannot be told or done now
     */
    void lookBack() {
        try {
            fenced(() -> Next.STOP);
        } catch (LeaseLostException e) {
            leaseLost();
        }
    }

    private void leaseLost() {
        LOG.infof("operation-lease-lost operation=%s fence=%d", lease.operationId(), lease.fence());
        if (performed) {
            workflow.performedInVain(operation);
        }
    }

    private StepOutcome perform(Step step) {
        try {
            return workflow.perform(operation, step);
        } catch (RuntimeException e) {
            LOG.errorf(e, "operation-step-broken operation=%s step=%s", operation.id(), step.name());
            return new StepOutcome.RetryLater(
                    new OperationFailure(
                            ProblemCode.INTERNAL_ERROR, "internal", "The step failed unexpectedly on our side.", true),
                    step.data());
        }
    }

    private Next record(Step step, StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Done(ObjectNode data, Runnable effect) -> {
                Operation after = operation.after(step, data);
                Step following = after.nextStep().orElse(null);
                yield effect == null && following != null
                        ? goOn(after, step, data, following)
                        : fenced(() -> {
                            if (effect != null) {
                                effect.run();
                            }
                            rows.finishStep(lease, step, data, operation.failures());
                            operation = after.withCancelRequested(operation.cancelRequested());
                            return open();
                        });
            }
            case StepOutcome.Wait(ObjectNode data, Duration delay)
            when engine.isBeforeDeadline(operation) -> pause(delay, () -> rows.release(lease, step, data, delay));
            case StepOutcome.Wait wait ->
                fail(
                        step,
                        new StepOutcome.Failed(new OperationFailure(
                                ProblemCode.PROVIDER_ERROR,
                                "deadline",
                                "The provider did not finish within the time that an operation has.",
                                true)));
            case StepOutcome.RetryLater(OperationFailure failure, ObjectNode data)
            when engine.isBeforeDeadline(operation) -> backOff(step, failure, data);
            case StepOutcome.RetryLater(OperationFailure failure, ObjectNode data) ->
                fail(step, new StepOutcome.Failed(failure));
            case StepOutcome.Undoing(OperationFailure failure, ObjectNode data) -> backOff(step, failure, data);
            case StepOutcome.Failed failed -> fail(step, failed);
        };
    }

    private Next fail(Step step, StepOutcome.Failed failed) {
        return switch (workflow.failing(operation, step, failed)) {
            case StepOutcome.Failed(OperationFailure failure, ObjectNode data) ->
                fenced(() -> {
                    operation = operation.left(step, data);
                    return finish(new Ending.Failed(failure));
                });
            case StepOutcome.Undoing(OperationFailure failure, ObjectNode data) -> backOff(step, failure, data);
            case StepOutcome other -> throw new IllegalStateException("a failure became " + other);
        };
    }

    private Next backOff(Step step, OperationFailure failure, ObjectNode data) {
        Duration delay = engine.backOff().after(operation.failures() + 1, ThreadLocalRandom.current());
        LOG.debugf(
                "operation-step-retried operation=%s step=%s reason=%s delay=%s",
                operation.id(), step.name(), failure.reason(), delay);
        return pause(delay, () -> rows.releaseAfterFailure(lease, step, data, failure, delay));
    }

    /** Between two steps with nothing else to record: one statement. */
    private Next goOn(Operation after, Step done, ObjectNode data, Step following) {
        boolean mayStop = after.type().canStopHalfway();
        boolean cancelRequested = rows.goOn(lease, done, data, following, mayStop);
        operation = after.withCancelRequested(cancelRequested);
        return cancelRequested && mayStop ? fenced(this::open) : Next.GO_ON;
    }

    /** In a fenced transaction: begins the next step, or ends the operation when there is none or it was given up. */
    private Next open() {
        Step step = operation.nextStep().orElse(null);
        if (step == null) {
            return finish(new Ending.Succeeded());
        }
        boolean untouched = step.position() == 0 && step.state() == Step.State.PENDING;
        if (operation.cancelRequested() && (untouched || operation.type().canStopHalfway())) {
            return finish(new Ending.Cancelled());
        }
        if (untouched) {
            workflow.begin(operation);
        }
        if (step.state() == Step.State.PENDING) {
            rows.beginStep(lease, step);
        }
        return Next.GO_ON;
    }

    private Next pause(Duration delay, Runnable recording) {
        fenced(() -> {
            recording.run();
            return Next.STOP;
        });
        engine.wakeIn(delay);
        return Next.STOP;
    }

    private Next finish(Ending ending) {
        rows.finish(lease, ending);
        workflow.end(operation, ending);
        engine.announceEnd(operation.ended(ending.state()));
        return Next.STOP;
    }

    private <T> T fenced(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            operation = operation.withCancelRequested(rows.require(lease));
            return work.get();
        });
    }
}
