package cloud.lariba.identity;

import cloud.lariba.problem.RequestId;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jboss.logging.MDC;

/**
 * For REST clients of another service's internal routes: sends our service token and the request id, and asks for another token after that service
 * refused this one. Extend it per neighbour.
 */
public abstract class ServiceTokenFilter implements ClientRequestFilter, ClientResponseFilter {

    private final ServiceTokens tokens;
    private final String audience;

    /** A filter for calls to the service with this short name. */
    protected ServiceTokenFilter(ServiceTokens tokens, String audience) {
        this.tokens = tokens;
        this.audience = audience;
    }

    @Override
    public void filter(ClientRequestContext request) throws IOException {
        request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.forAudience(audience));
        if (MDC.get(RequestId.MDC_KEY) instanceof String id) {
            request.getHeaders().putSingle("X-Request-Id", id);
        }
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        if (response.getStatus() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            tokens.forget(audience);
        }
    }
}
