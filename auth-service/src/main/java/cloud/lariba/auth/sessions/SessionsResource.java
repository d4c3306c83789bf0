package cloud.lariba.auth.sessions;

import cloud.lariba.identity.Caller;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import cloud.lariba.rest.PathIds;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /auth/sessions}: where one is signed in. */
@Path("/auth")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Auth", description = "Registration, sign-in and sessions")
class SessionsResource {

    private final Sessions sessions;
    private final CurrentCaller current;

    SessionsResource(Sessions sessions, CurrentCaller current) {
        this.sessions = sessions;
        this.current = current;
    }

    @GET
    @Path("sessions")
    @Operation(operationId = "listSessions", summary = "Your sessions that have not ended, newest first")
    public Page<SessionView> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor)
            throws SQLException {
        Caller caller = current.get();
        return sessions.list(caller.userId(), caller.sessionId(), PageRequest.of(limit, cursor));
    }

    @DELETE
    @Path("sessions/{id}")
    @Operation(
            operationId = "revokeSession",
            summary = "End one of your sessions; its tokens are refused everywhere within 5 seconds")
    @APIResponse(responseCode = "204", description = "The session has ended")
    public Response revoke(String id) throws SQLException {
        if (!sessions.revoke(current.get().userId(), PathIds.parse(id))) {
            throw ProblemException.notFound();
        }
        return Response.noContent().build();
    }

    @DELETE
    @Path("sessions")
    @Operation(operationId = "revokeOtherSessions", summary = "End all your sessions but the one of this request")
    @APIResponse(responseCode = "204", description = "All other sessions have ended")
    public Response revokeOthers() throws SQLException {
        Caller caller = current.get();
        sessions.revokeOthers(caller.userId(), caller.sessionId());
        return Response.noContent().build();
    }
}
