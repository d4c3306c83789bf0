package cloud.lariba.analytics.queries;

import cloud.lariba.analytics.input.QueryParameters;
import cloud.lariba.analytics.overview.Overview;
import cloud.lariba.analytics.overview.Overviews;
import cloud.lariba.analytics.projects.ProjectAccess;
import cloud.lariba.analytics.projects.Role;
import cloud.lariba.identity.CurrentCaller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code GET /analytics}: a range query when a metric is named, else the overview. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/analytics")
@RolesAllowed("user")
@Tag(name = "Analytics")
class AnalyticsResource {

    private final RangeQueries queries;
    private final Overviews overviews;
    private final ProjectAccess access;
    private final CurrentCaller caller;
    private final Clock clock;

    AnalyticsResource(
            RangeQueries queries, Overviews overviews, ProjectAccess access, CurrentCaller caller, Clock clock) {
        this.queries = queries;
        this.overviews = overviews;
        this.access = access;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(operationId = "queryAnalytics", summary = "Query a metric, or see what is going on", description = """
                    With `metric`: its samples from `from` until before `to`, aggregated in buckets that begin at multiples of `step` \
                    since 1970; a point's time is the start of its bucket, and a bucket without samples has no point. All series of the metric \
                    are taken together unless `group_by` divides them. Percentiles are by nearest rank. `rate` is the increase of counters \
                    per second: at each sample its value minus that of the sample before it in its series, or the value itself after a \
                    fall, added up over the bucket and divided by the step.

                    Without `metric`: an overview of the project, or of all your projects, that covers services by type and state, and this \
                    month's operations and usage, and the latest samples. Cost is not part of it yet.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The series, or the overview",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(oneOf = {SeriesAnswer.class, Overview.class})))
    public Response get(
            @Parameter(description = "Required with `metric`") @QueryParam("project_id") @Nullable String projectId,
            @QueryParam("metric") @Nullable String metric,
            @QueryParam("service_id") @Nullable String serviceId,
            @Parameter(description = "RFC 3339; an hour before `to` when absent") @QueryParam("from") @Nullable
                    String from,
            @Parameter(description = "RFC 3339, excluded; now when absent") @QueryParam("to") @Nullable String to,
            @Parameter(description = "Such as 30s, 5m, 1h, 1d; at most about 300 points when absent")
                    @QueryParam("step")
                    @Nullable
                    String step,
            @Parameter(description = "avg (default), min, max, sum, count, last, p50, p95, p99 or rate")
                    @QueryParam("agg")
                    @Nullable
                    String agg,
            @Parameter(description = "Label keys or service_id, with commas between") @QueryParam("group_by") @Nullable
                    String groupBy) {
        UUID user = caller.get().userId();
        if (metric == null) {
            boolean alone =
                    serviceId == null && from == null && to == null && step == null && agg == null && groupBy == null;
            return Response.ok(overview(user, projectId, alone)).build();
        }
        RangeQuery query = new QueryReader(clock.instant())
                .read(new QueryReader.Raw(projectId, metric, serviceId, from, to, step, agg, groupBy));
        access.require(user, query.projectId(), Role::mayRead);
        return Response.ok(queries.answer(query)).build();
    }

    private Overview overview(UUID user, @Nullable String projectId, boolean alone) {
        QueryParameters parameters = new QueryParameters();
        parameters.check(alone, "metric", "required", "The other parameters need a metric.");
        Optional<UUID> project = parameters.uuid("project_id", projectId);
        parameters.orThrow();
        return project.map(id -> overviews.ofProject(user, id)).orElseGet(() -> overviews.ofAll(user));
    }
}
