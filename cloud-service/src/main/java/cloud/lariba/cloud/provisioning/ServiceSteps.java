package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.operations.NewOperation;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import java.util.List;

/** Which steps an operation on a service has. The names stand in the API. */
final class ServiceSteps {

    static final String CHOOSE_IMAGE = "choose_image";
    static final String CREATE_RESOURCE = "create_resource";
    static final String APPLY_CHANGES = "apply_changes";
    static final String WAIT_UNTIL_READY = "wait_until_ready";
    static final String START = "start";
    static final String STOP = "stop";
    static final String REBOOT = "reboot";
    static final String WAIT_UNTIL_RUNNING = "wait_until_running";
    static final String WAIT_UNTIL_STOPPED = "wait_until_stopped";
    static final String LIST_KEYS = "list_keys";
    static final String REVOKE_KEYS = "revoke_keys";
    static final String CREATE_LOGIN = "create_login";
    static final String RETIRE_LOGIN = "retire_login";
    static final String CREATE_SNAPSHOT = "create_snapshot";
    static final String WAIT_UNTIL_SNAPSHOT_READY = "wait_until_snapshot_ready";
    static final String DELETE_SNAPSHOT = "delete_snapshot";
    static final String RESTORE_SNAPSHOT = "restore_snapshot";
    static final String CLOSE_REPLACED = "close_replaced";
    static final String SWITCH_OVER = "switch_over";
    static final String REMOVE_REPLACED = "remove_replaced";
    static final String CHECK_PRESENT = "check_present";
    static final String RESTORE_STATE = "restore_state";
    static final String LOOK = "look";
    static final String CHECK_EMPTY = "check_empty";
    static final String READ_CLOCK = "read_clock";
    static final String EMPTY_BUCKET = "empty_bucket";
    static final String DELETE_RESOURCE = "delete_resource";
    static final String WAIT_UNTIL_GONE = "wait_until_gone";

    private ServiceSteps() {}

    static List<String> of(NewOperation operation) {
        return switch (operation.type()) {
            case CREATE ->
                operation.input().path(ServiceRecords.ADOPTED).asBoolean()
                        ? adopted(operation)
                        : made(operation, CREATE_RESOURCE);
            case UPDATE, RESIZE -> changed(operation);
            case START -> List.of(START, WAIT_UNTIL_RUNNING);
            case STOP -> List.of(STOP, WAIT_UNTIL_STOPPED);
            case REBOOT -> List.of(REBOOT, WAIT_UNTIL_RUNNING);
            case EMPTY -> List.of(READ_CLOCK, EMPTY_BUCKET);
            case ROTATE_CREDENTIALS ->
                operation.serviceType() == ServiceType.DATABASE
                        ? List.of(CREATE_LOGIN, RETIRE_LOGIN)
                        : List.of(LIST_KEYS, REVOKE_KEYS);
            case SNAPSHOT -> List.of(CREATE_SNAPSHOT, WAIT_UNTIL_SNAPSHOT_READY);
            case RESTORE ->
                List.of(
                        RESTORE_SNAPSHOT,
                        CLOSE_REPLACED,
                        CREATE_SNAPSHOT,
                        WAIT_UNTIL_SNAPSHOT_READY,
                        APPLY_CHANGES,
                        SWITCH_OVER,
                        REMOVE_REPLACED,
                        WAIT_UNTIL_READY);
            case DELETE_BACKUP -> List.of(DELETE_SNAPSHOT);
            case RECONCILE, ADOPT -> List.of(LOOK);
            case REVERT -> reverted(operation);
            case DELETE -> deletion(operation);
            case DELETE_PROJECT -> throw new IllegalArgumentException("not an operation on a service");
        };
    }

    private static List<String> made(NewOperation operation, String step) {
        if (operation.serviceType() == ServiceType.COMPUTE) {
            return List.of(CHOOSE_IMAGE, step, WAIT_UNTIL_READY);
        }
        return needsLogin(operation) ? List.of(step, CREATE_LOGIN, WAIT_UNTIL_READY) : List.of(step, WAIT_UNTIL_READY);
    }

    /** The change that makes a failed creation good also makes a failed adoption good, which left the logins of others. */
    private static List<String> changed(NewOperation operation) {
        return needsLogin(operation)
                ? List.of(APPLY_CHANGES, CREATE_LOGIN, RETIRE_LOGIN, WAIT_UNTIL_READY)
                : made(operation, APPLY_CHANGES);
    }

    /** What is there is followed, and let in by the logins of the new service alone. */
    private static List<String> adopted(NewOperation operation) {
        return switch (operation.serviceType()) {
            case COMPUTE -> List.of(CHECK_PRESENT, CHOOSE_IMAGE, APPLY_CHANGES, WAIT_UNTIL_READY);
            case DATABASE -> List.of(CHECK_PRESENT, APPLY_CHANGES, CREATE_LOGIN, RETIRE_LOGIN, WAIT_UNTIL_READY);
            case null, default -> List.of(CHECK_PRESENT, APPLY_CHANGES, WAIT_UNTIL_READY);
        };
    }

    private static List<String> reverted(NewOperation operation) {
        if (operation.serviceType() == ServiceType.COMPUTE) {
            return List.of(CHECK_PRESENT, CHOOSE_IMAGE, APPLY_CHANGES, RESTORE_STATE, LOOK);
        }
        // A database that is made anew lets nobody in.
        return operation.serviceType() == ServiceType.DATABASE
                        && operation.input().path(ServiceRecords.RECREATE).asBoolean()
                ? List.of(CHECK_PRESENT, APPLY_CHANGES, CREATE_LOGIN, LOOK)
                : List.of(CHECK_PRESENT, APPLY_CHANGES, LOOK);
    }

    /** Of a database, a creation does, and the change that makes a failed creation or deletion good. */
    private static boolean needsLogin(NewOperation operation) {
        return operation.serviceType() == ServiceType.DATABASE
                && (operation.type() == OperationType.CREATE
                        || ServiceRecords.statusBefore(operation.input()) == ServiceStatus.FAILED);
    }

    private static List<String> deletion(NewOperation operation) {
        if (operation.serviceType() != ServiceType.STORAGE) {
            return List.of(DELETE_RESOURCE, WAIT_UNTIL_GONE);
        }
        // With force, nobody is left who could go on filling the bucket while it is emptied.
        return operation.input().path("force").asBoolean()
                ? List.of(LIST_KEYS, REVOKE_KEYS, EMPTY_BUCKET, DELETE_RESOURCE, WAIT_UNTIL_GONE)
                : List.of(CHECK_EMPTY, DELETE_RESOURCE, WAIT_UNTIL_GONE);
    }
}
