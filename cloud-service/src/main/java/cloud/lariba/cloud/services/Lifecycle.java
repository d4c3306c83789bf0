package cloud.lariba.cloud.services;

import static cloud.lariba.cloud.services.ServiceStatus.DEGRADED;
import static cloud.lariba.cloud.services.ServiceStatus.DELETED;
import static cloud.lariba.cloud.services.ServiceStatus.DELETING;
import static cloud.lariba.cloud.services.ServiceStatus.FAILED;
import static cloud.lariba.cloud.services.ServiceStatus.PENDING;
import static cloud.lariba.cloud.services.ServiceStatus.PROVISIONING;
import static cloud.lariba.cloud.services.ServiceStatus.RUNNING;
import static cloud.lariba.cloud.services.ServiceStatus.STARTING;
import static cloud.lariba.cloud.services.ServiceStatus.STOPPED;
import static cloud.lariba.cloud.services.ServiceStatus.STOPPING;
import static cloud.lariba.cloud.services.ServiceStatus.UPDATING;

import cloud.lariba.cloud.operations.OperationType;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state machine of a service: which status may follow which, from where an operation may begin, and what is observed while it runs. Every
 * change of a status goes through here.
 */
public final class Lifecycle {

    private static final Map<ServiceStatus, Set<ServiceStatus>> FOLLOWING = Map.ofEntries(
            Map.entry(PENDING, EnumSet.of(PROVISIONING, FAILED, DELETING)),
            Map.entry(PROVISIONING, EnumSet.of(RUNNING, STOPPED, FAILED)),
            Map.entry(RUNNING, EnumSet.of(UPDATING, STOPPING, STOPPED, DEGRADED, DELETING)),
            Map.entry(UPDATING, EnumSet.of(RUNNING, STOPPED, DEGRADED, FAILED)),
            Map.entry(STOPPING, EnumSet.of(STOPPED, RUNNING, DEGRADED)),
            Map.entry(STOPPED, EnumSet.of(STARTING, RUNNING, UPDATING, DEGRADED, DELETING)),
            Map.entry(STARTING, EnumSet.of(RUNNING, STOPPED, DEGRADED)),
            Map.entry(DEGRADED, EnumSet.of(RUNNING, STOPPED, UPDATING, STOPPING, STARTING, DELETING)),
            Map.entry(FAILED, EnumSet.of(UPDATING, DELETING)),
            Map.entry(DELETING, EnumSet.of(DELETED, RUNNING, STOPPED, DEGRADED, FAILED)),
            Map.entry(DELETED, EnumSet.noneOf(ServiceStatus.class)));

    private Lifecycle() {}

    /** Whether a service that was seen like {@code from} may be seen like {@code to} next; staying as it is always is allowed. */
    public static boolean allows(ServiceStatus from, ServiceStatus to) {
        return from == to || FOLLOWING.getOrDefault(from, Set.of()).contains(to);
    }

    /** Whether an operation of this type may begin in this status. */
    public static boolean mayBegin(OperationType type, ServiceStatus status) {
        return switch (type) {
            case CREATE -> status == PENDING;
            case UPDATE, RESIZE ->
                EnumSet.of(RUNNING, STOPPED, DEGRADED, FAILED).contains(status);
            case START -> EnumSet.of(STOPPED, DEGRADED).contains(status);
            case STOP, REBOOT -> EnumSet.of(RUNNING, DEGRADED).contains(status);
            case ROTATE_CREDENTIALS, EMPTY -> holdsResource(status);
            case SNAPSHOT, RESTORE -> EnumSet.of(RUNNING, DEGRADED).contains(status);
            case RECONCILE, ADOPT, REVERT ->
                EnumSet.of(RUNNING, STOPPED, DEGRADED).contains(status);
            case DELETE_BACKUP -> EnumSet.of(RUNNING, STOPPED, DEGRADED, FAILED).contains(status);
            case DELETE ->
                EnumSet.of(PENDING, RUNNING, STOPPED, DEGRADED, FAILED).contains(status);
            case DELETE_PROJECT -> false;
        };
    }

    /** What is observed while an operation of this type runs; empty when it leaves the status alone. */
    public static Optional<ServiceStatus> during(OperationType type) {
        return switch (type) {
            case CREATE -> Optional.of(PROVISIONING);
            case UPDATE, RESIZE, REBOOT, RESTORE, REVERT -> Optional.of(UPDATING);
            case START -> Optional.of(STARTING);
            case STOP -> Optional.of(STOPPING);
            case DELETE -> Optional.of(DELETING);
            case ROTATE_CREDENTIALS, EMPTY, SNAPSHOT, DELETE_BACKUP, RECONCILE, ADOPT, DELETE_PROJECT ->
                Optional.empty();
        };
    }

    /** What is observed after an operation of this type went well, of a service that was observed like that before. */
    public static ServiceStatus after(OperationType type, ServiceStatus before) {
        return switch (type) {
            case CREATE, START, REBOOT, RESTORE -> RUNNING;
            case STOP -> STOPPED;
            case DELETE -> DELETED;
            case UPDATE, RESIZE, REVERT -> before == STOPPED ? STOPPED : RUNNING;
            case ROTATE_CREDENTIALS, EMPTY, SNAPSHOT, DELETE_BACKUP, RECONCILE, ADOPT, DELETE_PROJECT -> before;
        };
    }

    /** Whether there is a resource that credentials and presigned URLs open. */
    public static boolean holdsResource(ServiceStatus status) {
        return EnumSet.of(RUNNING, STOPPED, DEGRADED, UPDATING).contains(status);
    }
}
