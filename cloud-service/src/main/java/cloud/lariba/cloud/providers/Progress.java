package cloud.lariba.cloud.providers;

/** How far a call that changes a resource has come. A call returns soon, so what takes several phases takes several calls. */
public enum Progress {
    /** Everything that calls have to do is done; observing tells when it has shown its effect. */
    DONE,
    /** The provider is busy with one phase; the same call, made again later, begins the next one. */
    CALL_AGAIN
}
