package cloud.lariba.project.announced;

import cloud.lariba.problem.Problem;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /invitations}: accepting one, which is not available yet. */
@Path("/invitations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Announced")
public class InvitationsResource {

    @POST
    @Path("{token}/accept")
    @Operation(operationId = "acceptInvitation", summary = "Accept an invitation (not available yet)")
    @APIResponse(
            responseCode = "501",
            description = "not_implemented",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response accept(String token) {
        throw ProblemException.of(ProblemCode.NOT_IMPLEMENTED, "This part of the API is announced, not available.");
    }
}
