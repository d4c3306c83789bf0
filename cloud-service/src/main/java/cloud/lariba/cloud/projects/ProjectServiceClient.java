package cloud.lariba.cloud.projects;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** project-service's internal routes about members. */
@Path("/internal")
@RegisterRestClient(configKey = "project-service")
@RegisterProvider(ProjectServiceFilter.class)
@RegisterProvider(MissingProjectMapper.class)
interface ProjectServiceClient {

    @GET
    @Path("projects/{projectId}/access")
    Access access(UUID projectId, @QueryParam("user_id") UUID userId);

    @GET
    @Path("users/{userId}/projects")
    Memberships projects(UUID userId);
}
