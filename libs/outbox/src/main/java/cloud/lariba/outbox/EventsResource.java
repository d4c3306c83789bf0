package cloud.lariba.outbox;

import cloud.lariba.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where other services deliver their events. */
@Path("/internal/events")
@RolesAllowed("service")
class EventsResource {

    private final Inbox inbox;

    EventsResource(Inbox inbox) {
        this.inbox = inbox;
    }

    @POST
    @Consumes({CloudEvent.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(hidden = true)
    public Response receive(CloudEvent event) {
        if (!inbox.receive(event)) {
            throw ProblemException.invalid("/type", "unknown_type", "This service does not take such events.");
        }
        return Response.noContent().build();
    }
}
