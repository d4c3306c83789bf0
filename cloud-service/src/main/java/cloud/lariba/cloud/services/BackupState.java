package cloud.lariba.cloud.services;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a backup is. */
public enum BackupState {
    /** It is being made. */
    CREATING,
    /** It can be restored. */
    AVAILABLE,
    /** It could not be made. */
    FAILED,
    /** It is being removed. */
    DELETING,
    /** It is gone. */
    DELETED;

    /** The name on the wire. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BackupState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
