package cloud.lariba.cloud.metrics;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** analytics-service's internal route for what the platform measured. */
@Path("/internal/samples")
@RegisterRestClient(configKey = "analytics-service")
@RegisterProvider(AnalyticsServiceFilter.class)
interface AnalyticsServiceClient {

    @POST
    MeasuredPoints.Receipt send(MeasuredPoints points);
}
