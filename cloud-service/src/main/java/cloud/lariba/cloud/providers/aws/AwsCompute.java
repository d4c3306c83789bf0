package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.AwsFailures.classified;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.InstanceObservation;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Instances of EC2, each with a security group of its own and, where EC2 takes one of its SSH keys, a key pair. */
final class AwsCompute implements ComputeProvider {

    private final Instances instances;
    private final Networks networks;
    private final SecurityGroups groups;
    private final KeyPairs keyPairs;
    private final MachineImages images;

    AwsCompute(Instances instances, Networks networks, SecurityGroups groups, KeyPairs keyPairs, MachineImages images) {
        this.instances = instances;
        this.networks = networks;
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
            List<Instance> seen = instances.withTerminated(spec.identity());
            List<Instance> found = Instances.living(spec.identity(), seen);
            if (found.isEmpty()) {
                seen.stream()
                        .filter(ended -> Instances.isOf(ended, spec))
                        .findFirst()
                        .ifPresent(LaunchFailures::explain);
                launch(spec);
                return Progress.CALL_AGAIN;
            }
            found.stream()
                    .skip(1)
                    .filter(surplus -> Instances.isOfAttempt(surplus, spec))
                    .forEach(surplus -> instances.terminate(spec.identity(), surplus));
            return obey(spec, found.getFirst());
        });
    }

    private void launch(InstanceSpec spec) {
        if (spec.imageId().isEmpty()) {
            throw new Permanent(
                    Permanent.Reason.INVALID_STATE,
                    "The instance vanished while it was being changed; change it once more to have another one.",
                    null);
        }
        InstanceSettings settings = spec.settings();
        String vpc = networks.vpcId(spec.identity());
        String shared = groups.ensureOfProject(spec.identity(), vpc);
        String own = groups.ensureOwn(spec.identity(), vpc, FirewallPort.wanted(settings.firewall()));
        String key = KeyPairs.chosen(settings.sshKeys())
                .map(chosen -> keyPairs.ensure(spec.identity(), chosen))
                .orElse(null);
        instances.launch(spec, vpc, List.of(shared, own), key);
    }

    /** Brings an instance nearer to its settings: a new size needs it stopped, which a tag remembers while it is. */
    private Progress obey(InstanceSpec spec, Instance instance) {
        ResourceIdentity identity = spec.identity();
        State state = stateOf(instance);
        if (state == State.TERMINATING) {
            throw new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "The instance before it is still going away.", null);
        }
        // Where it is, whatever network is configured for new ones meanwhile.
        groups.ensureOwn(
                identity, instance.vpcId(), FirewallPort.wanted(spec.settings().firewall()));
        boolean fits = spec.settings().instanceType().equals(instance.instanceTypeAsString());
        boolean restart = Instances.isToRestart(instance);
        boolean refused = Instances.isRefused(instance, spec);
        return switch (state) {
            case PENDING -> Progress.CALL_AGAIN;
            case STOPPING -> fits && !restart ? grown(spec, instance) : Progress.CALL_AGAIN;
            case RUNNING, REBOOTING -> {
                if (!fits && !refused) {
                    instances.rememberToRestart(identity, instance);
                    instances.stop(identity, instance);
                    yield Progress.CALL_AGAIN;
                }
                if (restart) {
                    instances.forgetToRestart(identity, instance);
                }
                if (!fits) {
                    throw refusal(spec, null);
                }
                yield grown(spec, instance);
            }
            case STOPPED -> {
                if (!fits && !refused) {
                    resize(spec, instance, restart);
                }
                if (restart) {
                    restart(identity, instance);
                    yield Progress.CALL_AGAIN;
                }
                yield grown(spec, instance);
            }
            case TERMINATING -> throw new IllegalStateException("refused above");
        };
    }

    /** One that is to run again does so before the refusal is told: nobody asked for it to be stopped. */
    private void resize(InstanceSpec spec, Instance instance, boolean restart) {
        try {
            instances.resize(spec.identity(), instance, spec.settings().instanceType());
        } catch (SdkException e) {
            ProviderException failure = AwsFailures.classify(e);
            if (!(failure instanceof Permanent) && !isUnsupported(e)) {
                throw failure;
            }
            if (!restart) {
                throw refusal(spec, e);
            }
            instances.rememberRefusal(spec, instance);
        }
    }

    /** The zone, in which an instance stays, does not have the size. */
    private static boolean isUnsupported(SdkException e) {
        return e instanceof AwsServiceException answer
                && AwsFailures.code(answer).equals("Unsupported");
    }

    private static Permanent refusal(InstanceSpec spec, @Nullable SdkException cause) {
        return new Permanent(
                Permanent.Reason.INVALID_SPEC,
                "AWS does not let the instance become a " + spec.settings().instanceType() + "; it is as it was.",
                cause);
    }

    /** What does not start for good is stopped, and not to be started by a later change. */
    private void restart(ResourceIdentity identity, Instance instance) {
        try {
            instances.start(identity, instance);
        } catch (SdkException e) {
            ProviderException failure = AwsFailures.classify(e);
            if (!(failure instanceof Retryable)) {
                instances.forgetToRestart(identity, instance);
            }
            throw failure;
        }
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
                if (Instances.isToRestart(instance)) {
                    // What is asked for now counts, and not what a change that failed had begun.
                    instances.forgetToRestart(identity, instance);
                }
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
