package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.AwsFailures.classified;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.InstanceChange;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Instances of EC2, each with a security group of its own and, where EC2 takes one of its SSH keys, a key pair. */
final class AwsCompute implements ComputeProvider {

    private final Instances instances;
    private final RootDisks disks;
    private final Networks networks;
    private final SecurityGroups groups;
    private final KeyPairs keyPairs;
    private final MachineImages images;

    AwsCompute(
            Instances instances,
            RootDisks disks,
            Networks networks,
            SecurityGroups groups,
            KeyPairs keyPairs,
            MachineImages images) {
        this.instances = instances;
        this.disks = disks;
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

    /** Brings an instance nearer to its settings: a new size needs it stopped, which a tag remembers while it is, with the size before. */
    private Progress obey(InstanceSpec spec, Instance instance) {
        ResourceIdentity identity = spec.identity();
        State state = stateOf(instance);
        if (state == State.TERMINATING) {
            throw new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "The instance before it is still going away.", null);
        }
        // Where it is, whatever network is configured for new ones meanwhile.
        groups.ensureOwn(
                identity, instance.vpcId(), FirewallPort.wanted(spec.settings().firewall()));
        instances.ensureTags(identity, instance);
        String type = instance.instanceTypeAsString();
        boolean fits = spec.settings().instanceType().equals(type);
        Optional<String> before = Instances.typeToRestartAs(instance);
        Optional<String> refusal = Instances.refusalOf(instance, spec);
        return switch (state) {
            case PENDING -> Progress.CALL_AGAIN;
            case STOPPING -> fits && before.isEmpty() ? grown(spec, instance) : Progress.CALL_AGAIN;
            case RUNNING, REBOOTING -> {
                if (!fits && refusal.isEmpty()) {
                    instances.rememberToRestart(identity, instance);
                    instances.stop(identity, instance);
                    yield Progress.CALL_AGAIN;
                }
                if (before.isPresent()) {
                    instances.forgetToRestart(identity, instance);
                }
                if (!fits) {
                    throw refused(spec, refusal.orElseThrow());
                }
                yield grown(spec, instance);
            }
            case STOPPED -> {
                if (before.isPresent()) {
                    restart(spec, instance, before.get(), refusal.isPresent());
                    yield Progress.CALL_AGAIN;
                }
                if (!fits) {
                    resize(spec, instance);
                }
                yield grown(spec, instance);
            }
            case TERMINATING -> throw new IllegalStateException("refused above");
        };
    }

    private void resize(InstanceSpec spec, Instance instance) {
        try {
            instances.resize(spec.identity(), instance, spec.settings().instanceType());
        } catch (AwsServiceException e) {
            throw isRefusal(e) ? refused(spec, AwsFailures.code(e)) : AwsFailures.classify(e);
        }
    }

    /**
     * Starts an instance that was stopped for another size with that; or, when AWS refuses to give it or to start it so, with the size that it had: nobody
     * asked for it to be stopped. Why it is as it was is told when it runs again.
     */
    private void restart(InstanceSpec spec, Instance instance, String before, boolean refused) {
        ResourceIdentity identity = spec.identity();
        String type = refused ? before : spec.settings().instanceType();
        try {
            if (!type.equals(instance.instanceTypeAsString())) {
                instances.resize(identity, instance, type);
            }
            instances.start(identity, instance);
        } catch (AwsServiceException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            if (!type.equals(before)) {
                instances.rememberRefusal(spec, instance, AwsFailures.code(e));
                return;
            }
            if (!AwsFailures.isOfCapacity(e)) {
                // What does not start for good is stopped, and not to be started by a later change.
                instances.forgetToRestart(identity, instance);
            }
            throw e;
        }
    }

    /** What trying again soon does not help against; a zone, in which an instance stays, may have the size for months or never. */
    private static boolean isRefusal(AwsServiceException e) {
        return !(AwsFailures.classify(e) instanceof Retryable) || AwsFailures.isOfCapacity(e);
    }

    private static ProviderException refused(InstanceSpec spec, String code) {
        return AwsFailures.refused(
                code,
                "AWS does not let the instance become a " + spec.settings().instanceType() + " (" + code
                        + "); it is as it was.");
    }

    private Progress grown(InstanceSpec spec, Instance instance) {
        disks.ensure(spec.identity(), instance, spec.settings().diskGb());
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
    public List<Difference> differences(ResourceIdentity identity, InstanceSettings wanted) {
        return classified(() -> {
            Instance instance = instances.find(identity).orElseThrow(InstanceChange::missing);
            Set<FirewallPort> open = groups.present(identity, instance.vpcId())
                    .map(SecurityGroups.Present::open)
                    .orElse(Set.of());
            boolean reachable = instance.publicIpAddress() != null;
            Differences differences = new Differences()
                    .compare("instance_type", wanted.instanceType(), instance.instanceTypeAsString())
                    .compare("disk_gb", wanted.diskGb(), disks.gb(identity, instance))
                    .compare(
                            "firewall",
                            FirewallPort.wanted(wanted.firewall()).equals(open),
                            wanted.firewall(),
                            FirewallPort.rules(open));
            if (stateOf(instance) == State.RUNNING) {
                // A stopped instance has no address, whatever it will have.
                differences.compare("public_ip", wanted.publicIp(), reachable);
            }
            instances.compareTags(identity, instance, differences);
            return differences.all();
        });
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
            Instance instance = instances.find(identity).orElseThrow(InstanceChange::missing);
            State state = stateOf(instance);
            if (InstanceChange.isDue(state, from, already)) {
                if (Instances.typeToRestartAs(instance).isPresent()) {
                    // What is asked for now counts, and not what a change that failed had begun.
                    instances.forgetToRestart(identity, instance);
                }
                call.accept(identity, instance);
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
