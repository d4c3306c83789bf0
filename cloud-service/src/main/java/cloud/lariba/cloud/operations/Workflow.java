package cloud.lariba.cloud.operations;

import java.util.List;

/**
 * Knows the steps of some types of operations. A bean; the engine calls it.
 *
 * <p>A step may be performed more than once, also while a worker that lost its lease still performs it: it looks at what is there and acts
 * on the difference only.
 */
public interface Workflow {

    /** Whether it knows the steps of this type. */
    boolean drives(OperationType type);

    /** The names of the steps, in order. */
    List<String> steps(NewOperation operation);

    /** The operation begins; in the transaction that records the first step's beginning. */
    void begin(Operation operation);

    /** Tries a step; outside of any transaction, may block. What it throws is retried. */
    StepOutcome perform(Operation operation, Step step);

    /**
     * The operation is about to fail, as its step failed or its time is over; outside of any transaction.
     *
     * @return the failure, or {@link StepOutcome.Undoing} when something is to be done first
     */
    default StepOutcome failing(Operation operation, Step step, StepOutcome.Failed failure) {
        return failure;
    }

    /** The operation ends; in the transaction that records it. */
    void end(Operation operation, Ending ending);

    /**
     * A worker performed a step although it had lost the operation meanwhile, which may have left something behind; outside of any transaction.
     */
    default void performedInVain(Operation operation) {
        // Most steps leave nothing that the next owner's steps do not find.
    }
}
