package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.services.ServiceStatus;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a provider says about a service's resource, whatever its type. */
sealed interface Observed {

    /** There is none. */
    record Absent() implements Observed {}

    /** It is on its way to something; look again. */
    record Changing() implements Observed {}

    /**
     * It rests.
     *
     * @param status running or stopped
     * @param outputs what the provider says about it
     */
    record Ready(ServiceStatus status, ObjectNode outputs) implements Observed {}

    /**
     * It cannot be used and will not mend by itself.
     *
     * @param reason one sentence that is safe to show
     */
    record Broken(String reason) implements Observed {}
}
