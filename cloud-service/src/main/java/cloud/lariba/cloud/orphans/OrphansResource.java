package cloud.lariba.cloud.orphans;

import cloud.lariba.cloud.services.Plan;
import cloud.lariba.cloud.services.ServiceAnswerMapper;
import cloud.lariba.cloud.services.ServiceView;
import cloud.lariba.idempotency.Idempotent;
import cloud.lariba.idempotency.IdempotentAnswers;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.rest.InputErrors;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import cloud.lariba.rest.PathIds;
import cloud.lariba.rest.QueryFlags;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /admin/orphans}: what costs money and belongs to no service. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/admin/orphans")
@RolesAllowed("admin")
@Tag(name = "Administration")
@APIResponse(responseCode = "403", description = "For platform administrators")
public class OrphansResource {

    private final Orphans orphans;
    private final OrphanAdoption adoption;
    private final IdempotentAnswers answers;
    private final CurrentCaller caller;

    OrphansResource(Orphans orphans, OrphanAdoption adoption, IdempotentAnswers answers, CurrentCaller caller) {
        this.orphans = orphans;
        this.adoption = adoption;
        this.answers = answers;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listOrphans", summary = "Resources that no service accounts for, newest first")
    public Page<OrphanView> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        return orphans.list(PageRequest.of(limit, cursor));
    }

    @POST
    @Path("{id}/adopt")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "adoptOrphan",
            summary = "Make a service of an orphan; what was observed is its spec, and an operation takes it over")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ServiceView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The plan of a dry-run",
            content = @Content(schema = @Schema(implementation = Plan.Answer.class)))
    @APIResponse(responseCode = "400", description = "invalid_input, unknown_field")
    @APIResponse(responseCode = "404", description = "There is no such orphan (any more), or no such project")
    @APIResponse(
            responseCode = "409",
            description = "invalid_state: it cannot be managed, and why; name_taken, quota_exceeded")
    @APIResponse(responseCode = "422", description = "not_supported_by_provider")
    public Response adopt(String id, @QueryParam("dry_run") @Nullable String dryRun, @Nullable NewAdoption body)
            throws Exception {
        NewAdoption wanted = InputErrors.body(body);
        UUID userId = caller.get().userId();
        if (QueryFlags.read("dry_run", dryRun)) {
            OrphanAdoption.Proved proved = adoption.prove(PathIds.parse(id), wanted.check(), userId);
            return ServiceAnswerMapper.answer(adoption.plan(proved, userId));
        }
        Optional<Response> earlier = answers.earlier(List.of(wanted));
        if (earlier.isPresent()) {
            return earlier.get();
        }
        // The provider is called outside of the transaction that keeps the answer.
        OrphanAdoption.Proved proved = adoption.prove(PathIds.parse(id), wanted.check(), userId);
        return answers.once(List.of(wanted), () -> ServiceAnswerMapper.answer(adoption.adopt(proved, userId)));
    }

    @POST
    @Path("{id}/delete")
    @Idempotent
    @Operation(
            operationId = "deleteOrphan",
            summary = "Remove an orphan with everything in it, unless a service accounts for it meanwhile")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = OrphanView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The plan of a dry-run",
            content = @Content(schema = @Schema(implementation = Plan.Answer.class)))
    @APIResponse(responseCode = "404", description = "There is no such orphan (any more)")
    public Response delete(String id, @QueryParam("dry_run") @Nullable String dryRun) {
        if (QueryFlags.read("dry_run", dryRun)) {
            return Response.ok(orphans.plan(PathIds.parse(id))).build();
        }
        OrphanView orphan = orphans.delete(PathIds.parse(id), caller.get().userId());
        return Response.accepted(orphan).build();
    }
}
