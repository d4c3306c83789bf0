package cloud.lariba.project.deletion;

import cloud.lariba.rest.RelayedProblemMapper;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** cloud-service's public list of services, read with the caller's own token. */
@Path("/services")
@RegisterRestClient(configKey = "cloud-service")
@RegisterProvider(RelayedProblemMapper.class)
interface ServicesClient {

    /** The first services of a project. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Services(List<LiveService> items) {}

    @GET
    Services list(
            @HeaderParam("Authorization") String bearer,
            @QueryParam("project_id") UUID projectId,
            @QueryParam("limit") int limit);
}
