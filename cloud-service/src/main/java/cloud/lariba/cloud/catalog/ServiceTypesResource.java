package cloud.lariba.cloud.catalog;

import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The catalog. */
@Path("/service-types")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("user")
@Tag(name = "Service types")
class ServiceTypesResource {

    private final CatalogViews catalog;

    ServiceTypesResource(CatalogViews catalog) {
        this.catalog = catalog;
    }

    @GET
    @Operation(operationId = "listServiceTypes", summary = "Everything that can be had, with plans, specs and prices")
    public Page<ServiceTypeView> list() {
        return new Page<>(catalog.all(), null);
    }

    @GET
    @Path("{type}")
    @Operation(operationId = "getServiceType", summary = "One service type")
    public ServiceTypeView get(String type) {
        return catalog.find(type).orElseThrow(ProblemException::notFound);
    }
}
