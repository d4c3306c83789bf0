package cloud.lariba.cloud.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** What came of trying a step. */
public sealed interface StepOutcome {

    /**
     * The step is done.
     *
     * @param data kept with the step
     * @param effect what changes in the database with it, in the transaction that records the step; does nothing when the lease was lost
     */
    record Done(ObjectNode data, Runnable effect) implements StepOutcome {}

    /**
     * What was begun needs time.
     *
     * @param data kept with the step
     * @param delay when to look again
     */
    record Wait(ObjectNode data, Duration delay) implements StepOutcome {}

    /**
     * A failure that may pass: the step is tried again after a back-off.
     *
     * @param failure what went wrong
     * @param data kept with the step
     */
    record RetryLater(OperationFailure failure, ObjectNode data) implements StepOutcome {}

    /** A failure that ends the operation. */
    record Failed(OperationFailure failure) implements StepOutcome {}
}
