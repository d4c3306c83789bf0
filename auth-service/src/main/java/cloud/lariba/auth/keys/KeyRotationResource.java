package cloud.lariba.auth.keys;

import cloud.lariba.idempotency.Idempotent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Rotation of the signing keys by an operator. */
@Path("/auth")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "Keys")
class KeyRotationResource {

    private final SigningKeys keys;

    KeyRotationResource(SigningKeys keys) {
        this.keys = keys;
    }

    @POST
    @Path("keys/rotate")
    @Idempotent
    @Operation(
            operationId = "rotateKeys",
            summary = "Prepare the next signing key; for platform administrators",
            description = "The new key is published at once and takes over at `signs_from`. While a key waits to take"
                    + " over, that one is the answer and no other is made.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyView.class)))
    public Response rotate() throws SQLException {
        return Response.ok(KeyView.of(keys.rotate())).build();
    }
}
