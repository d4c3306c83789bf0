package cloud.lariba.cloud.services;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /admin/orphans}: announced by the contract, not available yet. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/admin/orphans")
@RolesAllowed("admin")
@Tag(name = "Administration")
@APIResponse(responseCode = "501", description = "not_implemented")
public class OrphansResource {

    @GET
    @Operation(operationId = "listOrphans", summary = "Resources that no service accounts for; not available yet")
    public Response list() {
        throw notYet();
    }

    @POST
    @Path("{id}/adopt")
    @Operation(operationId = "adoptOrphan", summary = "Make a service of an orphan; not available yet")
    public Response adopt(String id) {
        throw notYet();
    }

    @POST
    @Path("{id}/delete")
    @Operation(operationId = "deleteOrphan", summary = "Remove an orphan; not available yet")
    public Response delete(String id) {
        throw notYet();
    }

    private static ProblemException notYet() {
        return ProblemException.of(ProblemCode.NOT_IMPLEMENTED, "Orphan detection is not available yet.");
    }
}
