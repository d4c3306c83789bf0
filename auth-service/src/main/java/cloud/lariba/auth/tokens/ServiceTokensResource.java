package cloud.lariba.auth.tokens;

import cloud.lariba.rest.InputErrors;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Service tokens for client credentials (RFC 6749, section 4.4, with a JSON body). */
@Path("/internal/token")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ServiceTokensResource {

    private static final Logger LOG = Logger.getLogger(ServiceTokensResource.class);

    private final ServiceClients clients;
    private final SignedTokens tokens;
    private final TokensConfig config;

    /**
     * The answer.
     *
     * @param expiresIn seconds
     */
    record ServiceToken(String accessToken, long expiresIn) {

        @Override
        public String toString() {
            return "ServiceToken[]";
        }
    }

    ServiceTokensResource(ServiceClients clients, SignedTokens tokens, TokensConfig config) {
        this.clients = clients;
        this.tokens = tokens;
        this.config = config;
    }

    @POST
    @PermitAll
    @Operation(hidden = true)
    public Response issue(@Nullable ServiceTokenRequest request) {
        ServiceTokenRequest.Checked checked = InputErrors.body(request).check();
        clients.authenticate(checked.clientId(), checked.clientSecret());
        LOG.debugf("service-token-issued client=%s audience=%s", checked.clientId(), checked.audience());
        String token = tokens.ofService(checked.clientId(), checked.audience());
        return Response.ok(new ServiceToken(token, config.serviceTokenLife().toSeconds()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
