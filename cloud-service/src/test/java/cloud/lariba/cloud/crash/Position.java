package cloud.lariba.cloud.crash;

/**
 * A moment in the life of an operation.
 *
 * @param call what the service says, such as an SQL statement
 * @param occurrence which time it says so, from 1
 * @param moment before the call reaches its server, or after its effect and before the answer reaches the service
 */
record Position(String call, int occurrence, Moment moment) {

    /** On which side of a call. */
    enum Moment {
        BEFORE,
        AFTER
    }

    @Override
    public String toString() {
        return moment + " #" + occurrence + " " + call;
    }
}
