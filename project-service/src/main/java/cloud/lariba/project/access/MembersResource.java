package cloud.lariba.project.access;

import cloud.lariba.identity.CurrentCaller;
import cloud.lariba.problem.Problem;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import cloud.lariba.rest.PathIds;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /projects/{id}/members}. */
@Path("/projects")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Members")
@APIResponse(
        responseCode = "default",
        description = "A problem",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class MembersResource {

    private final Members members;
    private final CurrentCaller current;

    MembersResource(Members members, CurrentCaller current) {
        this.members = members;
        this.current = current;
    }

    @GET
    @Path("{id}/members")
    @Operation(operationId = "listMembers", summary = "The project's members, newest first")
    @APIResponse(responseCode = "200", description = "A page of members")
    public Page<MemberView> list(
            String id,
            @QueryParam("limit") @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100") @Nullable
                    String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return members.page(current.get().userId(), PathIds.parse(id), PageRequest.of(limit, cursor));
    }
}
