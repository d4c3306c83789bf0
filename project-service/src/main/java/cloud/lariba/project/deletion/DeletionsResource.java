package cloud.lariba.project.deletion;

import cloud.lariba.idempotency.Idempotent;
import cloud.lariba.identity.Caller;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.Problem;
import cloud.lariba.project.projects.Outcome;
import cloud.lariba.project.projects.Plan;
import cloud.lariba.project.projects.ProjectView;
import cloud.lariba.rest.ETags;
import cloud.lariba.rest.PathIds;
import cloud.lariba.rest.QueryFlags;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Deleting projects and bringing them back. A deleted project is 404 everywhere; only its owner still finds it in the list
 * with {@code state=deleted}, and can undelete it, for seven days. Both methods wait for cloud-service, so they run on
 * virtual threads.
 */
@Path("/projects")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@RunOnVirtualThread
@Tag(name = "Projects")
@APIResponse(
        responseCode = "default",
        description = "A problem",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class DeletionsResource {

    private final Deletions deletions;
    private final CurrentCaller current;

    DeletionsResource(Deletions deletions, CurrentCaller current) {
        this.deletions = deletions;
        this.current = current;
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteProject",
            summary = "Delete a project without services, or with cascade=true together with its services")
    @APIResponse(responseCode = "204", description = "The project is deleted")
    @APIResponse(
            responseCode = "202",
            description = "With cascade=true: the operation that Location names deletes the project",
            headers = @Header(name = "Location", schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = ProjectView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The plan of a dry-run",
            content = @Content(schema = @Schema(implementation = Plan.Answer.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "project_not_empty, or with cascade=true deletion_protected, with the services; invalid_state",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response delete(
            String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("cascade") @Schema(type = SchemaType.BOOLEAN) @Nullable String cascade,
            @QueryParam("dry_run") @Schema(type = SchemaType.BOOLEAN) @Nullable String dryRun) {
        Caller caller = current.get();
        UUID projectId = PathIds.parse(id);
        boolean cascading = QueryFlags.read("cascade", cascade);
        Deletions.Result result = QueryFlags.read("dry_run", dryRun)
                ? deletions.plan(caller, projectId, ifMatch, cascading)
                : deletions.delete(caller, projectId, ifMatch, cascading);
        return switch (result) {
            case Deletions.Deleted deleted -> Response.noContent().build();
            case Deletions.Planned(Plan plan) ->
                Response.ok(new Plan.Answer(plan)).build();
            case Deletions.Accepted(ProjectView project) ->
                Response.accepted(project)
                        .header(HttpHeaders.LOCATION, "/operations/" + project.operationId())
                        .header(HttpHeaders.ETAG, ETags.of(project.version()))
                        .build();
        };
    }

    @POST
    @Path("{id}/undelete")
    @Idempotent
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description = "Makes the request safe to repeat for 24 hours",
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 255))
    @Operation(operationId = "undeleteProject", summary = "Bring back a project within 7 days of its deletion")
    @APIResponse(
            responseCode = "200",
            description = "The project, without services; or the plan of a dry-run",
            content = @Content(schema = @Schema(oneOf = {ProjectView.class, Plan.Answer.class})))
    @APIResponse(
            responseCode = "409",
            description = "name_taken; invalid_state when it is not deleted",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response undelete(
            String id, @QueryParam("dry_run") @Schema(type = SchemaType.BOOLEAN) @Nullable String dryRun) {
        Outcome outcome = deletions.undelete(current.get(), PathIds.parse(id), QueryFlags.read("dry_run", dryRun));
        return switch (outcome) {
            case Outcome.Planned(Plan plan) ->
                Response.ok(new Plan.Answer(plan)).build();
            case Outcome.Changed(ProjectView project) -> ETags.answer(null, project.version(), project);
        };
    }
}
