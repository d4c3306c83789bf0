package cloud.lariba.analytics.usage;

import cloud.lariba.analytics.input.QueryParameters;
import cloud.lariba.analytics.projects.ProjectAccess;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /analytics/usage}, and what will stand on it. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/analytics")
@RolesAllowed("user")
@Tag(name = "Analytics")
class UsageResource {

    private final Usage usage;
    private final ProjectAccess access;
    private final CurrentCaller caller;
    private final Clock clock;

    UsageResource(Usage usage, ProjectAccess access, CurrentCaller caller, Clock clock) {
        this.usage = usage;
        this.access = access;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Path("usage")
    @Operation(
            operationId = "getUsage",
            summary = "What a project used",
            description =
                    "The time in which services were running, updating or degraded. For every member of the project.")
    public UsageAnswer usage(
            @Parameter(required = true) @QueryParam("project_id") @Nullable String projectId,
            @Parameter(description = "RFC 3339; the start of the month of `to` when absent")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "RFC 3339, excluded, at most 366 days after `from`; now when absent")
                    @QueryParam("to")
                    @Nullable
                    String to,
            @Parameter(description = "service (default), type or day") @QueryParam("group_by") @Nullable
                    String groupBy) {
        QueryParameters parameters = new QueryParameters();
        Instant now = clock.instant();
        UUID project = parameters.requiredUuid("project_id", projectId);
        Instant end = parameters.time("to", to).orElse(now);
        Instant start = parameters.time("from", from).orElseGet(() -> startOfMonth(end));
        QueryParameters.TimeRange range = parameters.range(start, end);
        Optional<UsageGrouping> grouping =
                groupBy == null ? Optional.of(UsageGrouping.SERVICE) : UsageGrouping.parse(groupBy);
        parameters.check(grouping.isPresent(), "group_by", "unknown_value", "group_by is service, type or day.");
        parameters.orThrow();
        access.require(caller.get().userId(), project, role -> true);
        UsageGrouping by = grouping.orElseThrow();
        return new UsageAnswer(project, start, end, by.wireName(), now, usage.of(List.of(project), range, by));
    }

    /** Of the month that the moment before {@code end} is in. */
    private static Instant startOfMonth(Instant end) {
        return end.minusNanos(1)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    @GET
    @Path("cost")
    @Operation(operationId = "getCost", summary = "What the usage costs; not available yet")
    @APIResponse(responseCode = "501", description = "Not available yet")
    public void cost() {
        throw notYet();
    }

    @GET
    @Path("forecast")
    @Operation(operationId = "getForecast", summary = "What the month will cost; not available yet")
    @APIResponse(responseCode = "501", description = "Not available yet")
    public void forecast() {
        throw notYet();
    }

    @GET
    @Path("export")
    @Operation(operationId = "exportUsage", summary = "Usage and cost as a file; not available yet")
    @APIResponse(responseCode = "501", description = "Not available yet")
    public void export() {
        throw notYet();
    }

    private static ProblemException notYet() {
        return ProblemException.of(ProblemCode.NOT_IMPLEMENTED, "Cost is not available yet; see GET /analytics/usage.");
    }
}
