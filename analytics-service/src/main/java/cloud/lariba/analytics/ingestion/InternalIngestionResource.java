package cloud.lariba.analytics.ingestion;

import cloud.lariba.identity.ServiceRole;
import cloud.lariba.rest.InputErrors;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what the platform itself measured of its services. Like {@code POST /analytics} otherwise: the same series and time again overwrites, so
 * whoever is not sure sends it again. Not reachable from outside.
 */
@Produces(MediaType.APPLICATION_JSON)
@Path("/internal/samples")
@RolesAllowed(ServiceRole.CLOUD)
class InternalIngestionResource {

    private final Ingestion ingestion;

    InternalIngestionResource(Ingestion ingestion) {
        this.ingestion = ingestion;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Response take(@Nullable IngestRequest body) {
        IngestRequest request = InputErrors.body(body);
        return Response.accepted(ingestion.takeFromPlatform(request.checkedPoints()))
                .build();
    }
}
