package cloud.lariba.cloud.events;

import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.cloud.projects.ProjectAccess;
import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import cloud.lariba.rest.PathIds;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /events}: what happened in the caller's projects, in CloudEvents 1.0 JSON. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/events")
@RolesAllowed("user")
@Tag(name = "Events", description = "What happened to services, as a list and as a stream")
public class EventsResource {

    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

    private final EventLog log;
    private final EventStreams streams;
    private final ProjectAccess access;
    private final CurrentCaller caller;

    EventsResource(EventLog log, EventStreams streams, ProjectAccess access, CurrentCaller caller) {
        this.log = log;
        this.streams = streams;
        this.access = access;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listEvents", summary = "Events of your projects, newest first")
    @APIResponse(responseCode = "200", description = "CloudEvents")
    @APIResponse(responseCode = "404", description = "The project is missing, or not yours")
    public Page<JsonNode> list(
            @QueryParam("project_id") @Nullable String projectId,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        UUID user = caller.get().userId();
        if (projectId == null) {
            return log.ofProjects(access.projectsPermitting(user, Permission.READ_SERVICES), page);
        }
        UUID project = PathIds.parse(projectId);
        access.require(project, user, Permission.READ_SERVICES);
        return log.ofProjects(List.of(project), page);
    }

    @GET
    @Path("stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "streamEvents",
            summary = "Events of your projects as they happen",
            description =
                    "Server-sent events: id is the place in the stream, event the type, data the CloudEvent. Last-Event-ID resumes"
                            + " after that place; without it the stream begins now. Comments show that the connection is alive. The stream"
                            + " ends with the access token.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "404", description = "The project is missing, or not yours")
    @APIResponse(responseCode = "429", description = "Too many streams are open")
    public void stream(
            @QueryParam("project_id") @Nullable String projectId,
            @Parameter(description = "The id of the last event that was seen") @HeaderParam("Last-Event-ID") @Nullable
                    String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse)
            throws InterruptedException {
        UUID project = projectId == null ? null : PathIds.parse(projectId);
        streams.open(new EventStreams.Request(caller.get(), project, position(lastEventId)), new SseClient(sink, sse));
    }

    private static @Nullable Long position(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return null;
        }
        if (!POSITION.matcher(lastEventId).matches()) {
            throw ProblemException.invalid(
                    "#header/Last-Event-ID", "invalid_format", "Last-Event-ID is the id of an event of this stream.");
        }
        return Long.valueOf(lastEventId);
    }
}
