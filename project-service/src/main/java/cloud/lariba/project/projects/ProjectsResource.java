package cloud.lariba.project.projects;

import cloud.lariba.idempotency.Idempotent;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.Problem;
import cloud.lariba.project.access.ProjectState;
import cloud.lariba.project.projects.Outcome.Changed;
import cloud.lariba.project.projects.Outcome.Planned;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /projects}: making, listing, reading and changing projects. Deleting them is in its own feature. */
@Path("/projects")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Projects", description = "What services, members, quotas and costs belong to")
@APIResponse(
        responseCode = "400",
        description = "malformed_json, unknown_field or invalid_input",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "default",
        description = "A problem",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class ProjectsResource {

    private final Projects projects;
    private final CurrentCaller current;
    private final MergePatch patches;

    ProjectsResource(Projects projects, CurrentCaller current, MergePatch patches) {
        this.projects = projects;
        this.current = current;
        this.patches = patches;
    }

    @GET
    @Operation(operationId = "listProjects", summary = "Your projects, newest first; deleted ones with state=deleted")
    @APIResponse(responseCode = "200", description = "A page of projects")
    public Page<ProjectView> list(
            @QueryParam("label") List<String> labels,
            @QueryParam("state") @Schema(implementation = ProjectState.class) @Nullable String state,
            @QueryParam("limit") @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100") @Nullable
                    String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return projects.list(current.get().userId(), ProjectFilter.of(state, labels), PageRequest.of(limit, cursor));
    }

    @POST
    @Idempotent
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description = "Makes the request safe to repeat for 24 hours",
            schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 255))
    @Operation(operationId = "createProject", summary = "Make a project that you own")
    @APIResponse(
            responseCode = "201",
            description = "The project",
            content = @Content(schema = @Schema(implementation = ProjectView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The plan of a dry-run",
            content = @Content(schema = @Schema(implementation = Plan.Answer.class)))
    public Response create(
            @QueryParam("dry_run") @Schema(type = SchemaType.BOOLEAN) @Nullable String dryRun,
            @RequestBody(required = true) @Nullable ProjectFields fields) {
        Outcome outcome =
                projects.create(current.get().userId(), InputErrors.body(fields), QueryFlags.read("dry_run", dryRun));
        return switch (outcome) {
            case Planned(Plan plan) -> Response.ok(new Plan.Answer(plan)).build();
            case Changed(ProjectView project) ->
                Response.status(Response.Status.CREATED)
                        .header(HttpHeaders.LOCATION, "/projects/" + project.id())
                        .header(HttpHeaders.ETAG, ETags.of(project.version()))
                        .entity(project)
                        .build();
        };
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getProject", summary = "A project")
    @APIResponse(
            responseCode = "200",
            description = "The project",
            content = @Content(schema = @Schema(implementation = ProjectView.class)))
    @APIResponse(responseCode = "304", description = "The project is as If-None-Match knows it")
    public Response get(String id, @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        ProjectView project = projects.get(current.get().userId(), PathIds.parse(id));
        return ETags.answer(ifNoneMatch, project.version(), project);
    }

    @PUT
    @Path("{id}")
    @Operation(operationId = "replaceProject", summary = "Replace name, description and labels")
    @APIResponse(
            responseCode = "200",
            description = "The project, or the plan of a dry-run",
            content = @Content(schema = @Schema(oneOf = {ProjectView.class, Plan.Answer.class})))
    public Response replace(
            String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dry_run") @Schema(type = SchemaType.BOOLEAN) @Nullable String dryRun,
            @RequestBody(required = true) @Nullable ProjectFields fields) {
        ProjectFields replacement = InputErrors.body(fields);
        return change(id, ifMatch, dryRun, before -> replacement);
    }

    @PATCH
    @Path("{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "changeProject",
            summary = "Change name, description or labels (JSON Merge Patch): null clears a field or removes a label")
    @APIResponse(
            responseCode = "200",
            description = "The project, or the plan of a dry-run",
            content = @Content(schema = @Schema(oneOf = {ProjectView.class, Plan.Answer.class})))
    public Response patch(
            String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @QueryParam("dry_run") @Schema(type = SchemaType.BOOLEAN) @Nullable String dryRun,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            type = SchemaType.OBJECT,
                                                            description = "Some fields of ProjectFields")))
                    @Nullable
                    JsonNode patch) {
        JsonNode document = InputErrors.body(patch);
        return change(id, ifMatch, dryRun, before -> patches.apply(before, document));
    }

    private Response change(
            String id, @Nullable String ifMatch, @Nullable String dryRun, UnaryOperator<ProjectFields> change) {
        Outcome outcome = projects.change(
                current.get().userId(), PathIds.parse(id), ifMatch, change, QueryFlags.read("dry_run", dryRun));
        return switch (outcome) {
            case Planned(Plan plan) -> Response.ok(new Plan.Answer(plan)).build();
            case Changed(ProjectView project) -> ETags.answer(null, project.version(), project);
        };
    }
}
