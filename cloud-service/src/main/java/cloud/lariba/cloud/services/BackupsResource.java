package cloud.lariba.cloud.services;

import cloud.lariba.idempotency.Idempotent;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import cloud.lariba.rest.PathIds;
import cloud.lariba.rest.QueryFlags;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /services/{id}/backups}: copies of a database, which go with their service. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/services/{id}/backups")
@RolesAllowed("user")
@Tag(name = "Backups", description = "Copies of databases; they are deleted with their service")
@APIResponse(responseCode = "404", description = "Missing, or outside your projects")
@APIResponse(responseCode = "409", description = "operation_in_progress, invalid_state, quota_exceeded")
@APIResponse(responseCode = "422", description = "not_supported_by_provider")
public class BackupsResource {

    private final BackupRequests backups;
    private final CurrentCaller caller;

    BackupsResource(BackupRequests backups, CurrentCaller caller) {
        this.backups = backups;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listBackups", summary = "Backups of the service, newest first")
    @APIResponse(responseCode = "200", description = "A page of backups")
    public Page<BackupView> list(
            String id, @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return backups.list(PathIds.parse(id), caller.get().userId(), page);
    }

    @POST
    @Idempotent
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createBackup", summary = "Back a database up; its connections are closed for a moment")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = BackupView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The plan of a dry-run",
            content = @Content(schema = @Schema(implementation = Plan.Answer.class)))
    public Response create(
            String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dry_run") @Nullable String dryRun,
            @Nullable NewBackup body) {
        NewBackup wanted = (body == null ? new NewBackup(null) : body).check("/name");
        return answer(backups.create(wanted, request(id, ifMatch, dryRun)));
    }

    @POST
    @Path("{backupId}/restore")
    @Idempotent
    @Operation(
            operationId = "restoreBackup",
            summary =
                    "Put what is in a backup in the place of what is in the database, which is closed and backed up first;"
                            + " logins stay as they are")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ServiceView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The plan of a dry-run",
            content = @Content(schema = @Schema(implementation = Plan.Answer.class)))
    public Response restore(
            String id,
            String backupId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dry_run") @Nullable String dryRun) {
        return ServiceAnswerMapper.answer(backups.restore(PathIds.parse(backupId), request(id, ifMatch, dryRun)));
    }

    @DELETE
    @Path("{backupId}")
    @Operation(operationId = "deleteBackup", summary = "Delete a backup")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = BackupView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The plan of a dry-run",
            content = @Content(schema = @Schema(implementation = Plan.Answer.class)))
    public Response delete(
            String id,
            String backupId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dry_run") @Nullable String dryRun) {
        return answer(backups.delete(PathIds.parse(backupId), request(id, ifMatch, dryRun)));
    }

    private ServiceActions.Request request(String id, @Nullable String ifMatch, @Nullable String dryRun) {
        return new ServiceActions.Request(
                PathIds.parse(id), caller.get().userId(), ifMatch, QueryFlags.read("dry_run", dryRun));
    }

    private static Response answer(BackupRequests.Asked asked) {
        return asked.backup()
                .map(backup -> Response.accepted(backup)
                        .header(HttpHeaders.LOCATION, "/operations/" + backup.operationId())
                        .build())
                .orElseGet(() -> ServiceAnswerMapper.answer(asked.outcome()));
    }
}
