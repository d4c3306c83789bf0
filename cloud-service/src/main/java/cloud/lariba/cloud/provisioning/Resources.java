package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.services.Finding;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceStatus;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The resources of one type of service, at whatever provider. Every method may be repeated, and throws {@link ProviderException}. */
interface Resources {

    /** The type of service. */
    ServiceType type();

    /** Those of a service's type. */
    static Resources of(List<Resources> all, Service service) {
        return all.stream()
                .filter(resources -> resources.type() == service.type())
                .findFirst()
                .orElseThrow();
    }

    /** Makes the resource, or makes it obey the service's spec; part of this step of this operation. */
    Progress ensure(Service service, Operation operation, Step step);

    /** What is there. */
    Observed observe(Service service);

    /** In what it is not as the service's spec says; the resource is there. */
    List<Difference> differences(Service service);

    /** What is there, compared with the service's spec. */
    default Finding look(Service service) {
        return compared(service, observe(service));
    }

    /** What was observed, compared with the service's spec. */
    default Finding compared(Service service, Observed observed) {
        return switch (observed) {
            case Observed.Absent absent -> new Finding.Vanished();
            case Observed.Changing changing -> new Finding.Changing();
            case Observed.Broken(String reason) -> new Finding.Broken(reason);
            case Observed.Ready(ServiceStatus status, ObjectNode outputs) ->
                new Finding.Present(status, outputs, differences(service));
        };
    }

    /** Removes the resource; of a bucket only an empty one. */
    Progress remove(Service service);
}
