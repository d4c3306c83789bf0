package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.services.Service;

/** The resources of one type of service, at whatever provider. Every method may be repeated, and throws {@link ProviderException}. */
interface Resources {

    /** The type of service. */
    ServiceType type();

    /** Makes the resource, or makes it obey the service's spec; part of this step of this operation. */
    Progress ensure(Service service, Operation operation, Step step);

    /** What is there. */
    Observed observe(Service service);

    /** Removes the resource; of a bucket only an empty one. */
    Progress remove(Service service);
}
