package cloud.lariba.analytics.projects;

import cloud.lariba.rest.RelayedProblemMapper;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** project-service's internal routes about who may do what. */
@Path("/internal")
@RegisterRestClient(configKey = "project-service")
@RegisterProvider(ProjectServiceFilter.class)
@RegisterProvider(RelayedProblemMapper.class)
interface ProjectServiceClient {

    /** A user's place in one project; {@code state} is active, deleting or deleted. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Membership(UUID projectId, Role role, String state) {

        boolean visible() {
            return !state.equals("deleted");
        }
    }

    /** All the places of one user. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Memberships(List<Membership> items) {}

    @GET
    @Path("projects/{projectId}/access")
    Membership access(UUID projectId, @QueryParam("user_id") UUID userId);

    @GET
    @Path("users/{userId}/projects")
    Memberships projects(UUID userId);
}
