package cloud.lariba.cloud.providers;

/** What a provider says about a snapshot of a database. */
public sealed interface SnapshotObservation {

    /** There is none. */
    record Absent() implements SnapshotObservation {}

    /** It is being made; look again. */
    record Creating() implements SnapshotObservation {}

    /**
     * It can be restored.
     *
     * @param sizeBytes how much room it takes, or how large the disk is that it was taken of
     */
    record Available(long sizeBytes) implements SnapshotObservation {}

    /**
     * It cannot be restored and will not mend by itself.
     *
     * @param reason one sentence that is safe to show
     */
    record Failed(String reason) implements SnapshotObservation {}
}
