package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.AwsFailures.classified;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.InstanceObservation;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Instances of EC2, each with a security group of its own and, where EC2 takes one of its SSH keys, a key pair. */
final class AwsCompute implements ComputeProvider {

    private final Instances instances;
    private final SecurityGroups groups;
    private final KeyPairs keyPairs;
    private final MachineImages images;

    AwsCompute(Instances instances, SecurityGroups groups, KeyPairs keyPairs, MachineImages images) {
        this.instances = instances;
        this.groups = groups;
        this.keyPairs = keyPairs;
        this.images = images;
    }

    @Override
    public String imageId(ResourceIdentity identity, String image) {
        return classified(() -> images.imageId(identity, image));
    }

    @Override
    public Progress ensureInstance(InstanceSpec spec) {
        return classified(() -> {
            List<Instance> found = instances.all(spec.identity());
            if (found.isEmpty()) {
                launch(spec);
                return Progress.DONE;
            }
            found.stream().skip(1).forEach(surplus -> instances.terminate(spec.identity(), surplus));
            return obey(spec, found.getFirst());
        });
    }

    private void launch(InstanceSpec spec) {
        InstanceSettings settings = spec.settings();
        String shared = groups.ensureOfProject(spec.identity());
        String own = groups.ensureOwn(spec.identity(), FirewallPort.wanted(settings.firewall()));
        String key = KeyPairs.chosen(settings.sshKeys())
                .map(chosen -> keyPairs.ensure(spec.identity(), chosen))
                .orElse(null);
        instances.launch(spec, List.of(shared, own), key);
    }

    /** Brings an instance nearer to its settings: a new size needs it stopped, which a tag remembers while it is. */
    private Progress obey(InstanceSpec spec, Instance instance) {
        ResourceIdentity identity = spec.identity();
        State state = stateOf(instance);
        if (state == State.TERMINATING) {
            throw new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "The instance before it is still going away.", null);
        }
        groups.ensureOwn(identity, FirewallPort.wanted(spec.settings().firewall()));
        boolean fits = spec.settings().instanceType().equals(instance.instanceTypeAsString());
        boolean restart = Instances.isToRestart(instance);
        return switch (state) {
            case PENDING, STOPPING -> fits && !restart ? grown(spec, instance) : Progress.CALL_AGAIN;
            case RUNNING, REBOOTING -> {
                if (!fits) {
                    instances.rememberToRestart(identity, instance);
                    instances.stop(identity, instance);
                    yield Progress.CALL_AGAIN;
                }
                if (restart) {
                    instances.forgetToRestart(identity, instance);
                }
                yield grown(spec, instance);
            }
            case STOPPED -> {
                if (!fits) {
                    instances.resize(identity, instance, spec.settings().instanceType());
                }
                if (restart) {
                    instances.start(identity, instance);
                    yield Progress.CALL_AGAIN;
                }
                yield grown(spec, instance);
            }
            case TERMINATING -> throw new IllegalStateException("refused above");
        };
    }

    private Progress grown(InstanceSpec spec, Instance instance) {
        int wanted = spec.settings().diskGb();
        if (instances.diskGb(spec.identity(), instance) < wanted) {
            instances.growDisk(spec.identity(), instance, wanted);
        }
        return Progress.DONE;
    }

    @Override
    public InstanceObservation observe(ResourceIdentity identity) {
        return classified(() -> instances
                .find(identity)
                .<InstanceObservation>map(AwsCompute::seen)
                .orElseGet(InstanceObservation.Absent::new));
    }

    @Override
    public void start(ResourceIdentity identity) {
        change(
                identity,
                Set.of(State.STOPPED),
                Set.of(State.PENDING, State.RUNNING, State.REBOOTING),
                instances::start);
    }

    @Override
    public void stop(ResourceIdentity identity) {
        change(identity, Set.of(State.RUNNING), Set.of(State.STOPPING, State.STOPPED), instances::stop);
    }

    @Override
    public void reboot(ResourceIdentity identity) {
        change(identity, Set.of(State.RUNNING), Set.of(State.REBOOTING), instances::reboot);
    }

    private void change(
            ResourceIdentity identity,
            Set<State> from,
            Set<State> already,
            BiConsumer<ResourceIdentity, Instance> call) {
        classified(() -> {
            Instance instance = instances
                    .find(identity)
                    .orElseThrow(() -> new Permanent(Permanent.Reason.NOT_FOUND, "The instance is not there.", null));
            State state = stateOf(instance);
            if (from.contains(state)) {
                call.accept(identity, instance);
            } else if (state == State.PENDING || state == State.STOPPING) {
                if (!already.contains(state)) {
                    throw new Retryable(
                            Retryable.Reason.NOT_YET_VISIBLE,
                            "The instance is still changing from an earlier call.",
                            null);
                }
            } else if (!already.contains(state)) {
                throw new Permanent(Permanent.Reason.INVALID_STATE, "The instance's state does not allow this.", null);
            }
            return state;
        });
    }

    @Override
    public Progress terminate(ResourceIdentity identity) {
        return classified(() -> {
            List<Instance> found = instances.all(identity);
            if (!found.isEmpty()) {
                found.stream()
                        .filter(instance -> stateOf(instance) != State.TERMINATING)
                        .forEach(instance -> instances.terminate(identity, instance));
                return Progress.CALL_AGAIN;
            }
            // A group goes only after the instance that is in it.
            keyPairs.delete(identity);
            groups.delete(identity);
            return Progress.DONE;
        });
    }

    private static InstanceObservation seen(Instance instance) {
        return new InstanceObservation.Present(
                stateOf(instance),
                instance.instanceTypeAsString(),
                instance.instanceId(),
                instance.privateIpAddress() == null ? "" : instance.privateIpAddress(),
                instance.publicIpAddress(),
                name(instance),
                false);
    }

    private static @Nullable String name(Instance instance) {
        String name = instance.publicIpAddress() == null ? instance.privateDnsName() : instance.publicDnsName();
        return name == null || name.isEmpty() ? null : name;
    }

    private static State stateOf(Instance instance) {
        return switch (instance.state().name()) {
            case PENDING -> State.PENDING;
            case RUNNING -> State.RUNNING;
            case STOPPING -> State.STOPPING;
            case STOPPED -> State.STOPPED;
            case SHUTTING_DOWN, TERMINATED -> State.TERMINATING;
            case UNKNOWN_TO_SDK_VERSION ->
                throw new Retryable(Retryable.Reason.UNAVAILABLE, "AWS tells a state that is not known.", null);
        };
    }
}
