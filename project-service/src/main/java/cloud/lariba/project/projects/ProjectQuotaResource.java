package cloud.lariba.project.projects;

import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.Problem;
import cloud.lariba.project.projects.Outcome.Changed;
import cloud.lariba.project.projects.Outcome.Planned;
import cloud.lariba.project.quota.Quota;
import cloud.lariba.project.quota.QuotaOverrides;
import cloud.lariba.rest.ETags;
import cloud.lariba.rest.InputErrors;
import cloud.lariba.rest.PathIds;
import cloud.lariba.rest.QueryFlags;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /projects/{id}/quota}. Its entity tag is the project's, of which the quota is a part. */
@Path("/projects")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Projects")
@APIResponse(
        responseCode = "400",
        description = "malformed_json, unknown_field or invalid_input",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "default",
        description = "A problem",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class ProjectQuotaResource {

    private final Projects projects;
    private final ProjectQuotas quotas;
    private final CurrentCaller current;

    ProjectQuotaResource(Projects projects, ProjectQuotas quotas, CurrentCaller current) {
        this.projects = projects;
        this.quotas = quotas;
        this.current = current;
    }

    @GET
    @Path("{id}/quota")
    @Operation(operationId = "getQuota", summary = "How much the project may use")
    @APIResponse(
            responseCode = "200",
            description = "The quota",
            content = @Content(schema = @Schema(implementation = Quota.class)))
    public Response get(String id, @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        ProjectView project = projects.get(current.get().userId(), PathIds.parse(id));
        return ETags.answer(ifNoneMatch, project.version(), project.quota());
    }

    @PUT
    @Path("{id}/quota")
    @Operation(
            operationId = "replaceQuota",
            summary = "Set the project's own quota; what is left out follows the default again")
    @APIResponse(
            responseCode = "200",
            description = "The quota, or the plan of a dry-run",
            content = @Content(schema = @Schema(oneOf = {Quota.class, Plan.Answer.class})))
    public Response replace(
            String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dry_run") @Schema(type = SchemaType.BOOLEAN) @Nullable String dryRun,
            @RequestBody(required = true) @Nullable QuotaOverrides own) {
        Outcome outcome = quotas.replace(
                current.get().userId(),
                PathIds.parse(id),
                ifMatch,
                InputErrors.body(own),
                QueryFlags.read("dry_run", dryRun));
        return switch (outcome) {
            case Planned(Plan plan) -> Response.ok(new Plan.Answer(plan)).build();
            case Changed(ProjectView project) -> ETags.answer(null, project.version(), project.quota());
        };
    }
}
