package cloud.lariba.auth.keys;

import cloud.lariba.identity.IdentityConfig;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public keys, and who issues the tokens that they verify. */
@Path("/.well-known")
@Produces(MediaType.APPLICATION_JSON)
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
    @Path("jwks.json")
    @PermitAll
    @SecurityRequirements
    @Operation(operationId = "getKeys", summary = "The public keys that verify access tokens")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = JwkSet.class)))
    public Response jwks() {
        return Response.ok(JwkSet.of(keys.published()))
                .header(HttpHeaders.CACHE_CONTROL, CACHED)
                .build();
    }

    @GET
    @Path("openid-configuration")
    @PermitAll
    @SecurityRequirements
    @Operation(operationId = "getIssuerMetadata", summary = "Who issues the tokens, and where the keys are")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Discovery.class)))
    public Response discovery() {
        String publicUrl = config.publicUrl().orElse(identity.issuer());
        return Response.ok(Discovery.of(identity.issuer(), publicUrl))
                .header(HttpHeaders.CACHE_CONTROL, CACHED)
                .build();
    }
}
