package cloud.lariba.cloud.providers.aws;

/** What goes wrong with a call on its way. */
enum Fault {
    /** Nothing. */
    NONE,
    /** It takes a while. */
    DELAYED,
    /** The connection ends before the call has any effect. */
    REQUEST_LOST,
    /** The call has its effect, and the connection ends before its answer. */
    ANSWER_LOST,
    /** The call has its effect, and the connection ends in the middle of its answer. */
    ANSWER_CUT,
    /** AWS asks to call less often. */
    THROTTLED,
    /** AWS fails with status 500 before the call has any effect. */
    BROKEN;

    /** Whether the caller gets no whole answer. */
    boolean breaksConnection() {
        return this == REQUEST_LOST || this == ANSWER_LOST || this == ANSWER_CUT;
    }
}
