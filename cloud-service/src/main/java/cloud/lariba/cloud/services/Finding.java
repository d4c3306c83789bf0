package cloud.lariba.cloud.services;

import cloud.lariba.cloud.providers.Difference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a look at a service's resource found. */
public sealed interface Finding {

    /** There is none any more. */
    record Vanished() implements Finding {}

    /** It is on its way to something, so nothing can be said yet. */
    record Changing() implements Finding {}

    /**
     * It cannot be used and will not mend by itself.
     *
     * @param reason one sentence that is safe to show
     */
    record Broken(String reason) implements Finding {}

    /**
     * It is there.
     *
     * @param status running or stopped
     * @param outputs what the provider says about it
     * @param differences in what it is not as the spec says
     */
    record Present(ServiceStatus status, ObjectNode outputs, List<Difference> differences) implements Finding {}
}
