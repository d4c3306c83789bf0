package cloud.lariba.outbox;

import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.identity.ServiceRole;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.InputErrors;
import io.quarkus.security.ForbiddenException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where other services deliver their events: each its own, and only those that it is for to say. */
@Path("/internal/events")
@RolesAllowed(ServiceRole.ANY)
class EventsResource {

    private final Inbox inbox;
    private final CurrentCaller caller;

    EventsResource(Inbox inbox, CurrentCaller caller) {
        this.inbox = inbox;
        this.caller = caller;
    }

    @POST
    @Consumes({CloudEvent.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Operation(hidden = true)
    public Response receive(@Nullable CloudEvent body) {
        CloudEvent event = InputErrors.body(body);
        String sender = caller.findService().orElseThrow(ForbiddenException::new);
        if (!CloudEvent.sourceOf(sender).equals(event.source())) {
            throw forbidden("The event is not yours: its source is another service.");
        }
        return switch (inbox.receive(event, sender)) {
            case TAKEN -> Response.noContent().build();
            case UNKNOWN_TYPE ->
                throw ProblemException.invalid("/type", "unknown_type", "This service does not take such events.");
            case FOREIGN_SOURCE -> throw forbidden("Events of this type are another service's to send.");
        };
    }

    private static ProblemException forbidden(String detail) {
        return ProblemException.of(ProblemCode.FORBIDDEN, detail);
    }
}
