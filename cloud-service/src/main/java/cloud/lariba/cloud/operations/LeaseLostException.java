package cloud.lariba.cloud.operations;

/** Another worker has the operation now; this one must change nothing any more. */
final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLostException(Lease lease) {
        super("operation " + lease.operationId() + " fence " + lease.fence(), null, false, false);
    }
}
