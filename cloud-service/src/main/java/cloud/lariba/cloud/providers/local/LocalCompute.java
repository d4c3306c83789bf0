package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.InstanceObservation;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ResourceIdentity;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Instances that are containers where a container engine answers, and else simulated. What a service's instance is was decided and recorded before it was made, and
 * stays: one that is a container is never simulated while the engine is away, and a simulated one does not turn into a container.
 */
@Singleton
class LocalCompute implements ComputeProvider {

    private final LocalContainers containers;
    private final SimulatedCompute simulated;
    private final ContainerRecords records;

    LocalCompute(LocalContainers containers, SimulatedCompute simulated, ContainerRecords records) {
        this.containers = containers;
        this.simulated = simulated;
        this.records = records;
    }

    @Override
    public String imageId(ResourceIdentity identity, String image) {
        return decided(identity).imageId(identity, image);
    }

    @Override
    public Progress ensureInstance(InstanceSpec spec) {
        ComputeProvider place = decided(spec.identity());
        if (place != simulated) {
            LocalContainers.check(spec.settings());
        }
        return place.ensureInstance(spec);
    }

    @Override
    public InstanceObservation observe(ResourceIdentity identity) {
        return known(identity).observe(identity);
    }

    @Override
    public List<Difference> differences(ResourceIdentity identity, InstanceSettings wanted) {
        return known(identity).differences(identity, wanted);
    }

    @Override
    public void start(ResourceIdentity identity) {
        known(identity).start(identity);
    }

    @Override
    public void stop(ResourceIdentity identity) {
        known(identity).stop(identity);
    }

    @Override
    public void reboot(ResourceIdentity identity) {
        known(identity).reboot(identity);
    }

    @Override
    public Progress terminate(ResourceIdentity identity) {
        Progress progress = known(identity).terminate(identity);
        if (progress == Progress.DONE) {
            records.forget(identity.serviceId());
        }
        return progress;
    }

    /** Where the service's instance is made, from now on. */
    private ComputeProvider decided(ResourceIdentity identity) {
        if (containers.areUsed() && records.remember(identity.serviceId())) {
            return containers.host().compute();
        }
        return known(identity);
    }

    /** Where it is; one of which nothing is recorded, such as an orphan, may be a container. */
    private ComputeProvider known(ResourceIdentity identity) {
        boolean container = records.isContainer(identity.serviceId())
                || containers.areUsed() && !simulated.has(identity.serviceId());
        return container ? containers.host().compute() : simulated;
    }
}
