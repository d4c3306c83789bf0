package cloud.lariba.cloud.operations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far an operation is. */
public enum OperationState {
    /** No worker has taken it yet. */
    QUEUED,
    /** A worker has it, or it waits for its timer between two turns. */
    RUNNING,
    /** All steps are done. */
    SUCCEEDED,
    /** A step failed for good. */
    FAILED,
    /** It was given up on request. */
    CANCELLED;

    /** The name on the wire. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing changes any more. */
    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }

    static OperationState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
