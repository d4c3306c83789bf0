package cloud.lariba.cloud;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.InstanceObservation;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The instances of the {@link FaultyProvider}. */
class FaultyCompute implements ComputeProvider {

    private static final Map<UUID, List<Integer>> PLACES = new ConcurrentHashMap<>();

    /** The places in which a service's instance was asked for, in order. */
    static List<Integer> places(UUID serviceId) {
        return List.copyOf(PLACES.getOrDefault(serviceId, List.of()));
    }

    @Override
    public String imageId(ResourceIdentity identity, String image) {
        return FaultyProvider.around(identity, Call.IMAGE, () -> "ami-of-" + image);
    }

    @Override
    public Progress ensureInstance(InstanceSpec spec) {
        FaultyProvider.run(spec.identity(), Call.ENSURE, () -> {
            FaultyProvider.make(spec.identity(), spec.settings());
            PLACES.computeIfAbsent(spec.identity().serviceId(), id -> new CopyOnWriteArrayList<>())
                    .add(spec.place());
        });
        return FaultyProvider.faults(spec.identity().projectId()).isToBeMadeAgain(Call.ENSURE)
                ? Progress.CALL_AGAIN
                : Progress.DONE;
    }

    @Override
    public InstanceObservation observe(ResourceIdentity identity) {
        return FaultyProvider.around(identity, Call.OBSERVE, () -> {
            if (!FaultyProvider.exists(identity.serviceId())) {
                return new InstanceObservation.Absent();
            }
            FaultyProvider.Resource resource = FaultyProvider.resource(identity.serviceId());
            String size = ((InstanceSettings) resource.settings).instanceType();
            return new InstanceObservation.Present(
                    resource.state, size, "i-" + identity.compactServiceId(), "10.0.0.1", null, null, true);
        });
    }

    @Override
    public List<Difference> differences(ResourceIdentity identity, InstanceSettings wanted) {
        return FaultyProvider.around(identity, Call.COMPARE, () -> {
            InstanceSettings there = (InstanceSettings) FaultyProvider.resource(identity.serviceId()).settings;
            return new Differences()
                    .compare("instance_type", wanted.instanceType(), there.instanceType())
                    .compare("disk_gb", wanted.diskGb(), there.diskGb())
                    .compare("firewall", wanted.firewall(), there.firewall())
                    .compare("public_ip", wanted.publicIp(), there.publicIp())
                    .all();
        });
    }

    @Override
    public void start(ResourceIdentity identity) {
        become(identity, Call.START, State.RUNNING);
    }

    @Override
    public void stop(ResourceIdentity identity) {
        become(identity, Call.STOP, State.STOPPED);
    }

    @Override
    public void reboot(ResourceIdentity identity) {
        become(identity, Call.REBOOT, State.RUNNING);
    }

    @Override
    public Progress terminate(ResourceIdentity identity) {
        FaultyProvider.run(identity, Call.DELETE, () -> FaultyInventory.removeAll(Kind.COMPUTE, identity));
        return FaultyProvider.faults(identity.projectId()).isToBeMadeAgain(Call.DELETE)
                ? Progress.CALL_AGAIN
                : Progress.DONE;
    }

    private static void become(ResourceIdentity identity, Call call, State state) {
        FaultyProvider.run(identity, call, () -> FaultyProvider.resource(identity.serviceId()).state = state);
    }
}
