package cloud.lariba.cloud.closing;

import cloud.lariba.identity.ServiceRole;
import cloud.lariba.rest.PathIds;
import cloud.lariba.rest.QueryFlags;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What project-service asks when a project ends or comes back. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/internal/projects")
@RolesAllowed(ServiceRole.PROJECT)
public class InternalProjectsResource {

    private final ProjectClosing closing;

    InternalProjectsResource(ProjectClosing closing) {
        this.closing = closing;
    }

    @POST
    @Path("{id}/close")
    @Operation(hidden = true)
    public Response close(
            String id,
            @QueryParam("cascade") @Nullable String cascade,
            @QueryParam("dry_run") @Nullable String dryRun) {
        boolean withServices = QueryFlags.read("cascade", cascade);
        closing.close(PathIds.parse(id), withServices, QueryFlags.read("dry_run", dryRun));
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/reopen")
    @Operation(hidden = true)
    public Response reopen(String id) {
        closing.reopen(PathIds.parse(id));
        return Response.noContent().build();
    }
}
