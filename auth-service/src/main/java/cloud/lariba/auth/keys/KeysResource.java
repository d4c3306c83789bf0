package cloud.lariba.auth.keys;

import cloud.lariba.idempotency.Idempotent;
import cloud.lariba.identity.IdentityConfig;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public keys, and their rotation by an operator. */
@Path("/")
@Tag(name = "Keys", description = "The public keys that verify tokens")
class KeysResource {

    private static final String CACHED = "public, max-age=300";

    private final SigningKeys keys;
    private final IdentityConfig identity;
    private final KeysConfig config;

    KeysResource(SigningKeys keys, IdentityConfig identity, KeysConfig config) {
        this.keys = keys;
        this.identity = identity;
        this.config = config;
    }

    @GET
    @Path(".well-known/jwks.json")
    @PermitAll
    @Operation(operationId = "getKeys", summary = "The public keys that verify access tokens")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = JwkSet.class)))
    public Response jwks() {
        return Response.ok(JwkSet.of(keys.published()))
                .header(HttpHeaders.CACHE_CONTROL, CACHED)
                .build();
    }

    @GET
    @Path(".well-known/openid-configuration")
    @PermitAll
    @Operation(operationId = "getIssuerMetadata", summary = "Who issues the tokens, and where the keys are")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Discovery.class)))
    public Response discovery() {
        String publicUrl = config.publicUrl().orElse(identity.issuer());
        return Response.ok(Discovery.of(identity.issuer(), publicUrl))
                .header(HttpHeaders.CACHE_CONTROL, CACHED)
                .build();
    }

    @POST
    @Path("auth/keys/rotate")
    @RolesAllowed("admin")
    @Idempotent
    @Operation(
            operationId = "rotateKeys",
            summary = "Prepare the next signing key; for platform administrators",
            description = "The new key is published at once and takes over at `signs_from`. While a key waits to take"
                    + " over, that one is the answer and no other is made.")
    @SecurityRequirement(name = "bearer")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyView.class)))
    public Response rotate() throws SQLException {
        return Response.ok(KeyView.of(keys.rotate())).build();
    }
}
