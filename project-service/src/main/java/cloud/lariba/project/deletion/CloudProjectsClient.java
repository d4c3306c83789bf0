package cloud.lariba.project.deletion;

import cloud.lariba.rest.RelayedProblemMapper;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** cloud-service's internal routes for projects. */
@Path("/internal/projects")
@RegisterRestClient(configKey = "cloud-service")
@RegisterProvider(CloudServiceFilter.class)
@RegisterProvider(RelayedProblemMapper.class)
interface CloudProjectsClient {

    /** 204, or 409 {@code project_not_empty}, with {@code cascade} only {@code deletion_protected}; both with {@code services}. */
    @POST
    @Path("{id}/close")
    void close(UUID id, @QueryParam("cascade") boolean cascade, @QueryParam("dry_run") boolean dryRun);

    /** 204, also when the project was not closed. */
    @POST
    @Path("{id}/reopen")
    void reopen(UUID id);
}
