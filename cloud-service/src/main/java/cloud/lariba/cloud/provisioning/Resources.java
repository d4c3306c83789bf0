package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.services.Service;

/** The resources of one type of service, at whatever provider. Every method may be repeated, and throws {@link ProviderException}. */
interface Resources {

    /** The type of service. */
    ServiceType type();

    /** Makes the resource, or makes it obey the service's spec. */
    void ensure(Service service);

    /** What is there. */
    Observed observe(Service service);

    /** Removes the resource; of a bucket only an empty one. */
    void remove(Service service);
}
