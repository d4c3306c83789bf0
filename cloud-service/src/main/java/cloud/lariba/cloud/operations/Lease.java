package cloud.lariba.cloud.operations;

import java.time.Duration;
import java.util.UUID;

/**
 * A worker's claim to an operation. Its fence is what the database checks; its local validity, measured without any clock that can be set, only
 * spares calls that could no longer be recorded.
 */
final class Lease {

    private final UUID operationId;
    private final long fence;
    private volatile long validUntilNanos;

    Lease(UUID operationId, long fence, long claimedAtNanos, Duration length) {
        this.operationId = operationId;
        this.fence = fence;
        this.validUntilNanos = claimedAtNanos + length.toNanos();
    }

    UUID operationId() {
        return operationId;
    }

    long fence() {
        return fence;
    }

    /** Takes note of a renewal that was asked for at this moment of {@link System#nanoTime}. */
    void renewed(long askedAtNanos, Duration length) {
        validUntilNanos = askedAtNanos + length.toNanos();
    }

    void lost() {
        validUntilNanos = System.nanoTime();
    }

    boolean isValid() {
        return System.nanoTime() - validUntilNanos < 0;
    }
}
