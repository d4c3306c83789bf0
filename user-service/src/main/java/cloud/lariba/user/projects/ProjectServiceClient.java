package cloud.lariba.user.projects;

import cloud.lariba.rest.RelayedProblemMapper;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** project-service's internal route for a user's ownership. */
@Path("/internal/users")
@RegisterRestClient(configKey = "project-service")
@RegisterProvider(ProjectServiceFilter.class)
@RegisterProvider(RelayedProblemMapper.class)
interface ProjectServiceClient {

    /** Projects that would lose their last owner although others are members. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Ownership(List<UUID> soleOwnedWithMembers) {}

    @GET
    @Path("{userId}/ownership")
    Ownership ownership(UUID userId);
}
