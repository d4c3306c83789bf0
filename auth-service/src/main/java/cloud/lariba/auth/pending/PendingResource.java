package cloud.lariba.auth.pending;

import cloud.lariba.problem.Problem;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The routes of the contract that answer {@code not_implemented}. */
@Path("/auth")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Auth, not available yet", description = "Routes that are announced, and answer 501 for now")
@APIResponse(
        responseCode = "501",
        description = "Not available yet",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
class PendingResource {

    @POST
    @Path("password/forgot")
    @SecurityRequirements
    @Operation(operationId = "forgotPassword", summary = "Not available yet: ask for a password reset by e-mail")
    public Response forgotPassword() {
        throw notYet();
    }

    @POST
    @Path("password/reset")
    @SecurityRequirements
    @Operation(operationId = "resetPassword", summary = "Not available yet: set a password with a token from an e-mail")
    public Response resetPassword() {
        throw notYet();
    }

    @POST
    @Path("email/verify")
    @SecurityRequirements
    @Operation(operationId = "verifyEmail", summary = "Not available yet: verify an e-mail address")
    public Response verifyEmail() {
        throw notYet();
    }

    @POST
    @Path("mfa/totp")
    @RolesAllowed("user")
    @Operation(operationId = "beginTotp", summary = "Not available yet: set up one-time codes")
    public Response beginTotp() {
        throw notYet();
    }

    @POST
    @Path("mfa/totp/confirm")
    @RolesAllowed("user")
    @Operation(operationId = "confirmTotp", summary = "Not available yet: switch one-time codes on")
    public Response confirmTotp() {
        throw notYet();
    }

    @DELETE
    @Path("mfa/totp")
    @RolesAllowed("user")
    @Operation(operationId = "removeTotp", summary = "Not available yet: switch one-time codes off")
    public Response removeTotp() {
        throw notYet();
    }

    @GET
    @Path("oauth/{provider}")
    @SecurityRequirements
    @Operation(operationId = "beginOauth", summary = "Not available yet: sign in through another provider")
    public Response beginOauth(String provider) {
        throw notYet();
    }

    @GET
    @Path("oauth/{provider}/callback")
    @SecurityRequirements
    @Operation(operationId = "finishOauth", summary = "Not available yet: come back from another provider")
    public Response finishOauth(String provider) {
        throw notYet();
    }

    @GET
    @Path("tokens")
    @RolesAllowed("user")
    @Operation(operationId = "listApiTokens", summary = "Not available yet: your API tokens")
    public Response listTokens() {
        throw notYet();
    }

    @POST
    @Path("tokens")
    @RolesAllowed("user")
    @Operation(operationId = "createApiToken", summary = "Not available yet: make an API token")
    public Response createToken() {
        throw notYet();
    }

    @DELETE
    @Path("tokens/{id}")
    @RolesAllowed("user")
    @Operation(operationId = "deleteApiToken", summary = "Not available yet: revoke an API token")
    public Response deleteToken(String id) {
        throw notYet();
    }

    private static ProblemException notYet() {
        return ProblemException.of(ProblemCode.NOT_IMPLEMENTED, "This part of the API is announced but not built yet.");
    }
}
