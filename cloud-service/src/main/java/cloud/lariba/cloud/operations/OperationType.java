package cloud.lariba.cloud.operations;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an operation does. */
public enum OperationType {
    /** Makes the service's resource. */
    CREATE,
    /** Makes the resource follow a changed spec. */
    UPDATE,
    /** Makes the resource follow a changed plan. */
    RESIZE,
    /** Starts a stopped instance. */
    START,
    /** Stops a running instance. */
    STOP,
    /** Restarts a running instance. */
    REBOOT,
    /** Replaces passwords and takes access keys away. */
    ROTATE_CREDENTIALS,
    /** Removes the content of a bucket. */
    EMPTY,
    /** Backs a database up. */
    SNAPSHOT,
    /** Puts what is in a backup in the place of what is in the database. */
    RESTORE,
    /** Removes a backup. */
    DELETE_BACKUP,
    /** Looks at the resource and has recorded what differs. */
    RECONCILE,
    /** Has taken over what differs, and looks again. */
    ADOPT,
    /** Makes the resource obey the service's spec again. */
    REVERT,
    /** Removes the resource and the service. */
    DELETE,
    /** Removes every service of a project. */
    DELETE_PROJECT;

    /** The name on the wire, such as {@code rotate_credentials}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of this wire name, if there is one. */
    public static Optional<OperationType> of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst();
    }

    /** Whether it may be given up between two of its steps: what it leaves is known, and a deletion cleans it up. */
    boolean canStopHalfway() {
        return this == CREATE || this == EMPTY;
    }
}
