package cloud.lariba.cloud.services;

import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.idempotency.Idempotent;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.rest.ETags;
import cloud.lariba.rest.InputErrors;
import cloud.lariba.rest.MergePatch;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import cloud.lariba.rest.PathIds;
import cloud.lariba.rest.QueryFlags;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /services}: what the caller's projects have. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/services")
@RolesAllowed("user")
@Tag(name = "Services", description = "Compute, storage and databases")
@APIResponse(responseCode = "404", description = "Missing, or outside your projects")
public class ServicesResource {

    private final Services services;
    private final ServiceCreation creation;
    private final ServiceChanges changes;
    private final ServiceDeletion deletion;
    private final CurrentCaller caller;

    ServicesResource(
            Services services,
            ServiceCreation creation,
            ServiceChanges changes,
            ServiceDeletion deletion,
            CurrentCaller caller) {
        this.services = services;
        this.creation = creation;
        this.changes = changes;
        this.deletion = deletion;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listServices", summary = "Services of your projects, newest first")
    @APIResponse(responseCode = "200", description = "A page of services")
    public Page<ServiceView> list(
            @Parameter(description = "Only those of this project") @QueryParam("project_id") @Nullable String projectId,
            @Parameter(description = "compute, storage or database") @QueryParam("type") @Nullable String type,
            @QueryParam("status") @Nullable String status,
            @Parameter(description = "key=value; repeatable, all must match") @QueryParam("label") List<String> labels,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        ServiceFilter filter = ServiceFilter.of(type, status, labels);
        PageRequest page = PageRequest.of(limit, cursor);
        UUID project = projectId == null ? null : PathIds.parse(projectId);
        return services.list(project, caller.get().userId(), filter, page);
    }

    @POST
    @Idempotent
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createService", summary = "Ask for a service; an operation makes it")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ServiceView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The plan of a dry-run",
            content = @Content(schema = @Schema(implementation = Plan.Answer.class)))
    @APIResponse(responseCode = "400", description = "invalid_input, unknown_field")
    @APIResponse(responseCode = "403", description = "forbidden")
    @APIResponse(responseCode = "409", description = "quota_exceeded, name_taken, invalid_state")
    @APIResponse(responseCode = "422", description = "not_supported_by_provider")
    public Response create(@Nullable NewService body, @QueryParam("dry_run") @Nullable String dryRun) {
        boolean dry = QueryFlags.read("dry_run", dryRun);
        return ServiceAnswerMapper.answer(
                creation.create(InputErrors.body(body), caller.get().userId(), dry));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getService", summary = "A service")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ServiceView.class)))
    public Response get(String id, @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        Services.Versioned found = services.get(PathIds.parse(id), caller.get().userId());
        return ETags.answer(ifNoneMatch, found.version(), found.service());
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replaceService",
            summary = "Replace the writable fields; an operation carries out what the provider has to follow")
    @APIResponse(
            responseCode = "200",
            description = "Done, or the plan of a dry-run",
            content = @Content(schema = @Schema(oneOf = {ServiceView.class, Plan.Answer.class})))
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ServiceView.class)))
    @APIResponse(responseCode = "409", description = "operation_in_progress, invalid_state, name_taken, quota_exceeded")
    @APIResponse(responseCode = "412", description = "precondition_failed")
    public Response replace(
            String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dry_run") @Nullable String dryRun,
            @Nullable ServiceChange body) {
        ServiceChange wanted = InputErrors.body(body);
        return change(id, ifMatch, dryRun, new ServiceEdit.Replace(wanted));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MergePatch.MEDIA_TYPE, "application/json"})
    @Operation(operationId = "changeService", summary = "Change writable fields (JSON Merge Patch)")
    @APIResponse(
            responseCode = "200",
            description = "Done, or the plan of a dry-run",
            content = @Content(schema = @Schema(oneOf = {ServiceView.class, Plan.Answer.class})))
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ServiceView.class)))
    @APIResponse(responseCode = "409", description = "operation_in_progress, invalid_state, name_taken, quota_exceeded")
    @APIResponse(responseCode = "412", description = "precondition_failed")
    public Response patch(
            String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dry_run") @Nullable String dryRun,
            @Nullable JsonNode body) {
        JsonNode patch = InputErrors.body(body);
        return change(id, ifMatch, dryRun, new ServiceEdit.Patch(patch));
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "deleteService", summary = "Delete a service; an operation removes what was made")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ServiceView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The plan of a dry-run",
            content = @Content(schema = @Schema(implementation = Plan.Answer.class)))
    @APIResponse(
            responseCode = "409",
            description = "deletion_protected, bucket_not_empty, operation_in_progress, invalid_state")
    @APIResponse(responseCode = "412", description = "precondition_failed")
    @APIResponse(responseCode = "422", description = "not_supported_by_provider")
    public Response delete(
            String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Parameter(description = "true removes a bucket's objects too") @QueryParam("force") @Nullable String force,
            @Parameter(
                            description =
                                    "Whether a last snapshot of a database stays at the provider; it does by default where the provider can")
                    @QueryParam("final_snapshot")
                    @Nullable
                    String finalSnapshot,
            @QueryParam("dry_run") @Nullable String dryRun) {
        ServiceDeletion.Request request = new ServiceDeletion.Request(
                PathIds.parse(id),
                caller.get().userId(),
                ifMatch,
                QueryFlags.read("force", force),
                finalSnapshot == null ? null : (Boolean) QueryFlags.read("final_snapshot", finalSnapshot),
                QueryFlags.read("dry_run", dryRun));
        return ServiceAnswerMapper.answer(deletion.delete(request));
    }

    private Response change(String id, @Nullable String ifMatch, @Nullable String dryRun, ServiceEdit edit) {
        boolean dry = QueryFlags.read("dry_run", dryRun);
        UUID user = caller.get().userId();
        return ServiceAnswerMapper.answer(changes.change(
                new ServiceChanges.Request(PathIds.parse(id), user, ifMatch, OperationType.UPDATE, dry), edit));
    }
}
