package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.InstanceObservation;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceStatus;
import cloud.lariba.cloud.services.Specs;
import jakarta.enterprise.context.ApplicationScoped;

/** Instances. */
@ApplicationScoped
class ComputeResources implements Resources {

    private final Providers providers;
    private final Specs specs;

    ComputeResources(Providers providers, Specs specs) {
        this.providers = providers;
        this.specs = specs;
    }

    @Override
    public ServiceType type() {
        return ServiceType.COMPUTE;
    }

    @Override
    public void ensure(Service service) {
        InstanceSettings settings = (InstanceSettings) specs.settings(service);
        provider(service).ensureInstance(new InstanceSpec(service.identity(), service.region(), settings));
    }

    @Override
    public Observed observe(Service service) {
        return switch (provider(service).observe(service.identity())) {
            case InstanceObservation.Absent absent -> new Observed.Absent();
            case InstanceObservation.Failed(String reason) -> new Observed.Broken(reason);
            case InstanceObservation.Present present ->
                switch (present.state()) {
                    case RUNNING -> new Observed.Ready(ServiceStatus.RUNNING, Json.tree(present.outputs()));
                    case STOPPED -> new Observed.Ready(ServiceStatus.STOPPED, Json.tree(present.outputs()));
                    case PENDING, REBOOTING, STOPPING, TERMINATING -> new Observed.Changing();
                };
        };
    }

    @Override
    public void remove(Service service) {
        provider(service).terminate(service.identity());
    }

    void start(Service service) {
        provider(service).start(service.identity());
    }

    void stop(Service service) {
        provider(service).stop(service.identity());
    }

    void reboot(Service service) {
        provider(service).reboot(service.identity());
    }

    private ComputeProvider provider(Service service) {
        return providers.get(service.provider()).compute();
    }
}
