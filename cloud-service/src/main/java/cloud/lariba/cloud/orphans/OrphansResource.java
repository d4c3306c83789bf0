package cloud.lariba.cloud.orphans;

import cloud.lariba.idempotency.Idempotent;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import cloud.lariba.rest.PathIds;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
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

/** {@code /admin/orphans}: what costs money and belongs to no service. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/admin/orphans")
@RolesAllowed("admin")
@Tag(name = "Administration")
@APIResponse(responseCode = "403", description = "For platform administrators")
public class OrphansResource {

    private final Orphans orphans;
    private final CurrentCaller caller;

    OrphansResource(Orphans orphans, CurrentCaller caller) {
        this.orphans = orphans;
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
    @Operation(operationId = "adoptOrphan", summary = "Make a service of an orphan; not available yet")
    @APIResponse(responseCode = "501", description = "not_implemented")
    public Response adopt(String id) {
        throw ProblemException.of(ProblemCode.NOT_IMPLEMENTED, "Orphans cannot be adopted yet.");
    }

    @POST
    @Path("{id}/delete")
    @Idempotent
    @Operation(
            operationId = "deleteOrphan",
            summary = "Remove an orphan with everything in it, unless a service accounts for it meanwhile")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = OrphanView.class)))
    @APIResponse(responseCode = "404", description = "There is no such orphan (any more)")
    public Response delete(String id) {
        OrphanView orphan = orphans.delete(PathIds.parse(id), caller.get().userId());
        return Response.accepted(orphan).build();
    }
}
