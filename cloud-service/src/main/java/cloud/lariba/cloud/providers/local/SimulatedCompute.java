package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.InstanceChange;
import cloud.lariba.cloud.providers.InstanceObservation;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Instances that are simulated: a life cycle with the delays and refusals of a real one, addresses, and no machine. Like another cloud's, its
 * effects do not depend on the caller's transaction.
 */
@Singleton
class SimulatedCompute implements ComputeProvider {

    private final SimulatedInstanceRepository instances;
    private final Clock clock;

    SimulatedCompute(SimulatedInstanceRepository instances, Clock clock) {
        this.instances = instances;
        this.clock = clock;
    }

    /** Whether the service's instance is simulated. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean has(UUID serviceId) {
        return instances.exists(serviceId);
    }

    @Override
    public String imageId(ResourceIdentity identity, String image) {
        return image;
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public Progress ensureInstance(InstanceSpec spec) {
        ResourceIdentity identity = spec.identity();
        String id = SimulatedInstance.idOf(identity.serviceId(), identity.generation());
        Instant now = clock.instant();
        Optional<SimulatedInstance> found = living(identity, now);
        if (found.isPresent() && found.get().stateAt(now).equals(Optional.of(State.TERMINATING))) {
            throw new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "The instance before it is still going away.", null);
        }
        SimulatedInstance wanted = new SimulatedInstance(
                identity.serviceId(),
                found.map(SimulatedInstance::instanceId).orElse(id),
                spec.settings().instanceType(),
                spec.settings().publicIp(),
                found.map(SimulatedInstance::change).orElse(State.PENDING),
                found.map(SimulatedInstance::since).orElse(now));
        instances.save(wanted);
        return Progress.DONE;
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public InstanceObservation observe(ResourceIdentity identity) {
        Instant now = clock.instant();
        return living(identity, now)
                .<InstanceObservation>flatMap(instance -> instance.stateAt(now).map(instance::seenAs))
                .orElseGet(InstanceObservation.Absent::new);
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public List<Difference> differences(ResourceIdentity identity, InstanceSettings wanted) {
        SimulatedInstance instance = living(identity, clock.instant()).orElseThrow(InstanceChange::missing);
        return new Differences()
                .compare("instance_type", wanted.instanceType(), instance.instanceType())
                .compare("public_ip", wanted.publicIp(), instance.publicIp())
                .all();
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public void start(ResourceIdentity identity) {
        change(identity, State.PENDING, Set.of(State.STOPPED), Set.of(State.PENDING, State.RUNNING, State.REBOOTING));
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public void stop(ResourceIdentity identity) {
        change(identity, State.STOPPING, Set.of(State.RUNNING), Set.of(State.STOPPING, State.STOPPED));
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public void reboot(ResourceIdentity identity) {
        change(identity, State.REBOOTING, Set.of(State.RUNNING), Set.of(State.REBOOTING));
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public Progress terminate(ResourceIdentity identity) {
        Instant now = clock.instant();
        Optional<SimulatedInstance> found = living(identity, now);
        if (found.isPresent() && !found.get().stateAt(now).equals(Optional.of(State.TERMINATING))) {
            instances.change(identity.serviceId(), State.TERMINATING, now);
        }
        return Progress.DONE;
    }

    private void change(ResourceIdentity identity, State to, Set<State> from, Set<State> already) {
        Instant now = clock.instant();
        State state =
                living(identity, now).flatMap(instance -> instance.stateAt(now)).orElseThrow(InstanceChange::missing);
        if (InstanceChange.isDue(state, from, already)) {
            instances.change(identity.serviceId(), to, now);
        }
    }

    /** The service's instance unless it is gone; removes what is left of one that is. */
    private Optional<SimulatedInstance> living(ResourceIdentity identity, Instant now) {
        Optional<SimulatedInstance> found = instances.lock(identity.serviceId());
        if (found.isPresent() && found.get().stateAt(now).isEmpty()) {
            instances.remove(identity.serviceId());
            return Optional.empty();
        }
        return found;
    }
}
