package cloud.lariba.cloud.operations;

import cloud.lariba.cloud.database.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of trying a step. */
public sealed interface StepOutcome {

    /**
     * The step is done.
     *
     * @param data kept with the step
     * @param effect what changes in the database with it, in the transaction that records the step; does nothing when the lease was lost. Null when
     *     nothing does, which is cheaper
     */
    record Done(ObjectNode data, @Nullable Runnable effect) implements StepOutcome {

        /** A step after which nothing changes besides. */
        public Done(ObjectNode data) {
            this(data, null);
        }
    }

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

    /**
     * A failure that ends the operation as soon as what it has begun is undone: the step is performed again after a back-off, whatever the deadline says.
     *
     * @param failure what went wrong
     * @param data kept with the step
     */
    record Undoing(OperationFailure failure, ObjectNode data) implements StepOutcome {}

    /**
     * A failure that ends the operation.
     *
     * @param failure what went wrong
     * @param data what the step has, as the workflow sees it when the operation ends
     */
    record Failed(OperationFailure failure, ObjectNode data) implements StepOutcome {

        /** A failure that leaves nothing to be known. */
        public Failed(OperationFailure failure) {
            this(failure, Json.object());
        }
    }
}
