package cloud.lariba.cloud.services;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What was observed of a service; never what was asked for. {@link Lifecycle} says what may follow what. */
public enum ServiceStatus {
    /** Asked for; nothing was begun. */
    PENDING,
    /** Its resource is being made. */
    PROVISIONING,
    /** It can be used. */
    RUNNING,
    /** Its resource is being changed or restarted. */
    UPDATING,
    /** It is being stopped. */
    STOPPING,
    /** It is stopped. */
    STOPPED,
    /** It is being started. */
    STARTING,
    /** It is there, but not as it should be; {@code state_reason} says why. */
    DEGRADED,
    /** It could not be made, or not be removed; {@code state_reason} says why. */
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

    /** The status of this wire name, if there is one. */
    public static Optional<ServiceStatus> of(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(wireName))
                .findFirst();
    }
}
