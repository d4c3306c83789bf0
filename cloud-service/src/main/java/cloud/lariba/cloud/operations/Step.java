package cloud.lariba.cloud.operations;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step of an operation.
 *
 * @param position its place, from 0
 * @param name what it does, such as {@code create_resource}
 * @param state how far it is
 * @param attempts how often it was tried
 * @param data what earlier attempts left for later ones
 * @param startedAt when it was first tried, or null
 * @param finishedAt when it ended, or null
 */
public record Step(
        int position,
        String name,
        State state,
        int attempts,
        ObjectNode data,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** How far a step is. */
    public enum State {
        /** Not begun. */
        PENDING,
        /** Begun: it may have had its effect, or part of it. */
        RUNNING,
        /** Done. */
        SUCCEEDED,
        /** Failed for good. */
        FAILED,
        /** Never to be done, since its operation ended before. */
        CANCELLED;

        /** The name on the wire. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    boolean isOpen() {
        return state == State.PENDING || state == State.RUNNING;
    }

    Step left(ObjectNode left) {
        return new Step(position, name, state, attempts, left, startedAt, finishedAt);
    }

    Step done(ObjectNode left) {
        return new Step(position, name, State.SUCCEEDED, attempts, left, startedAt, finishedAt);
    }
}
