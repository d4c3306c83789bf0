package cloud.lariba.user.accounts;

import cloud.lariba.rest.RelayedProblemMapper;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** auth-service's internal routes for accounts. */
@Path("/internal/accounts")
@RegisterRestClient(configKey = "auth-service")
@RegisterProvider(AuthServiceFilter.class)
@RegisterProvider(RelayedProblemMapper.class)
interface AuthServiceClient {

    /** The answer to {@link #create}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Created(Account user) {}

    /** The body of {@link #changeEmail}. */
    record EmailChange(String email) {}

    @GET
    @Path("{id}")
    Account find(UUID id);

    @POST
    Created create(@HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, NewAccount account);

    @PUT
    @Path("{id}/email")
    void changeEmail(UUID id, EmailChange change);
}
