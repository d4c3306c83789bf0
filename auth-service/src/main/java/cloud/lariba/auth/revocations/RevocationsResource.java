package cloud.lariba.auth.revocations;

import cloud.lariba.identity.ServiceRole;
import cloud.lariba.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The feed of revocations, for every service of the installation and the gateway. */
@Path("/internal/revocations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(ServiceRole.ANY)
class RevocationsResource {

    private final Revocations revocations;

    RevocationsResource(Revocations revocations) {
        this.revocations = revocations;
    }

    @GET
    @Operation(hidden = true)
    public Revocations.Feed after(@QueryParam("after") @Nullable String after) {
        return revocations.after(sequence(after));
    }

    private static long sequence(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("#query/after", "invalid_format", "after is a sequence number.");
        }
    }
}
