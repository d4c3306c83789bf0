package cloud.lariba.analytics.usage;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * What cloud-service says when a service changes its state.
 *
 * @param serviceId the service
 * @param projectId its project
 * @param type compute, storage or database
 * @param plan the plan that applies from now on
 * @param name the service's name
 * @param status the state from now on
 * @param at when it changed
 * @param deleted whether the service is gone
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record ServiceChanged(
        UUID serviceId,
        UUID projectId,
        String type,
        String plan,
        String name,
        String status,
        Instant at,
        boolean deleted) {

    /** The states in which the customer has the use of the service. Way there, way out and standing still are free. */
    private static final Set<String> BILLABLE = Set.of("running", "updating", "degraded");

    ServiceChanged {
        requireNonNull(serviceId, "serviceId");
        requireNonNull(projectId, "projectId");
        requireNonNull(type, "type");
        requireNonNull(plan, "plan");
        requireNonNull(name, "name");
        requireNonNull(status, "status");
        requireNonNull(at, "at");
    }

    boolean billable() {
        return !deleted && BILLABLE.contains(status);
    }
}
