package cloud.lariba.cloud.services;

import cloud.lariba.cloud.events.EventLog;
import cloud.lariba.cloud.operations.OperationView;
import cloud.lariba.cloud.operations.Operations;
import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.idempotency.Idempotent;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.rest.InputErrors;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import cloud.lariba.rest.PathIds;
import cloud.lariba.rest.QueryFlags;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is done with one service, and what was done. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/services/{id}")
@RolesAllowed("user")
@Tag(name = "Services")
@APIResponse(responseCode = "404", description = "Missing, or outside your projects")
public class ServiceHistoryResource {

    private final ServiceActions actions;
    private final ServiceGate gate;
    private final Operations operations;
    private final EventLog events;
    private final CurrentCaller caller;

    ServiceHistoryResource(
            ServiceActions actions, ServiceGate gate, Operations operations, EventLog events, CurrentCaller caller) {
        this.actions = actions;
        this.gate = gate;
        this.operations = operations;
        this.events = events;
        this.caller = caller;
    }

    @POST
    @Path("actions")
    @Idempotent
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "actOnService",
            summary =
                    "Start, stop, reboot, resize, rotate credentials, empty, snapshot or restore; reconcile, adopt, revert"
                            + " or ignore drift")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ServiceView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The plan of a dry-run, or the service when it is done at once (ignore)",
            content = @Content(schema = @Schema(oneOf = {ServiceView.class, Plan.Answer.class})))
    @APIResponse(responseCode = "400", description = "invalid_input, unknown_field")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "409", description = "operation_in_progress, invalid_state, quota_exceeded")
    @APIResponse(responseCode = "422", description = "not_supported_by_provider")
    public Response act(
            String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dry_run") @Nullable String dryRun,
            @Nullable ServiceAction body) {
        ServiceActions.Request request = new ServiceActions.Request(
                PathIds.parse(id), caller.get().userId(), ifMatch, QueryFlags.read("dry_run", dryRun));
        return ServiceAnswerMapper.answer(actions.act(InputErrors.body(body), request));
    }

    @GET
    @Path("operations")
    @Operation(operationId = "listServiceOperations", summary = "Operations of the service, newest first")
    @APIResponse(responseCode = "200", description = "A page of operations")
    public Page<OperationView> operations(
            String id, @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return operations.ofService(seen(id).id(), page);
    }

    @GET
    @Path("events")
    @Operation(operationId = "listServiceEvents", summary = "Events of the service, newest first")
    @APIResponse(responseCode = "200", description = "A page of CloudEvents")
    public Page<JsonNode> events(
            String id, @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return events.ofService(seen(id).id(), page);
    }

    private Service seen(String id) {
        return gate.see(PathIds.parse(id), caller.get().userId(), Permission.READ_SERVICES);
    }
}
