package cloud.lariba.analytics.series;

import cloud.lariba.analytics.input.QueryParameters;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /analytics/metrics}: what a project measures. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/analytics/metrics")
@RolesAllowed("user")
@Tag(name = "Analytics")
class MetricsResource {

    private final Metrics metrics;
    private final CurrentCaller caller;

    MetricsResource(Metrics metrics, CurrentCaller caller) {
        this.metrics = metrics;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listMetrics",
            summary = "The metrics of a project",
            description = "The one that appeared last comes first. The unit is null unless the name tells it.")
    public Page<MetricView> list(
            @Parameter(required = true) @QueryParam("project_id") @Nullable String projectId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        QueryParameters parameters = new QueryParameters();
        UUID project = parameters.requiredUuid("project_id", projectId);
        parameters.orThrow();
        return metrics.list(caller.get().userId(), project, PageRequest.of(limit, cursor));
    }
}
