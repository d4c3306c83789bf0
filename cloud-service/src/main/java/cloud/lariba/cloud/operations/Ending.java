package cloud.lariba.cloud.operations;

/** How an operation ends. */
public sealed interface Ending {

    /** All steps are done. */
    record Succeeded() implements Ending {}

    /** A step failed for good. */
    record Failed(OperationFailure failure) implements Ending {}

    /** It was given up on request. */
    record Cancelled() implements Ending {}

    /** The state that the operation ends in. */
    default OperationState state() {
        return switch (this) {
            case Succeeded() -> OperationState.SUCCEEDED;
            case Failed(OperationFailure failure) -> OperationState.FAILED;
            case Cancelled() -> OperationState.CANCELLED;
        };
    }
}
