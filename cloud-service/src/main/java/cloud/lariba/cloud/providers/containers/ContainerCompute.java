package cloud.lariba.cloud.providers.containers;

import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.InstanceChange;
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
import java.util.function.Consumer;

/** Instances that are containers: a life cycle, an address inside the engine, and limits of processors and memory, which follow a resize at once. */
final class ContainerCompute implements ComputeProvider {

    private final Containers containers;
    private final ContainerImages images;
    private final Sizes sizes;

    ContainerCompute(Containers containers, ContainerImages images, Sizes sizes) {
        this.containers = containers;
        this.images = images;
        this.sizes = sizes;
    }

    @Override
    public String imageId(ResourceIdentity identity, String image) {
        return images.idOf(image);
    }

    @Override
    public Progress ensureInstance(InstanceSpec spec) {
        Limits wanted = sizes.limits(spec.settings().instanceType());
        List<Container> found = containers.of(spec.identity());
        if (found.isEmpty()) {
            make(spec, wanted);
            return Progress.CALL_AGAIN;
        }
        Container container = found.getFirst();
        if (is(container, State.TERMINATING)) {
            throw new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "The instance before it is still going away.", null);
        }
        if (!container.limits().equals(wanted)) {
            containers.limit(container, wanted);
        }
        if (is(container, State.PENDING)) {
            containers.start(container);
        }
        return Progress.DONE;
    }

    private void make(InstanceSpec spec, Limits limits) {
        if (spec.imageId().isEmpty()) {
            throw new Permanent(
                    Permanent.Reason.INVALID_STATE,
                    "The instance vanished while it was being changed; change it once more to have another one.",
                    null);
        }
        containers.create(spec, limits);
    }

    @Override
    public InstanceObservation observe(ResourceIdentity identity) {
        return containers.of(identity).stream().findFirst().map(this::seen).orElseGet(InstanceObservation.Absent::new);
    }

    private InstanceObservation seen(Container container) {
        return container
                .state()
                .<InstanceObservation>map(state -> new InstanceObservation.Present(
                        state, sizes.nameOf(container), container.id(), container.address(), null, null, false))
                .orElseGet(() -> new InstanceObservation.Failed(
                        "The container is in the state " + container.status() + ", which an instance does not have."));
    }

    @Override
    public List<Difference> differences(ResourceIdentity identity, InstanceSettings wanted) {
        Container container = theOne(identity);
        return new Differences()
                .compare(
                        "instance_type",
                        sizes.limits(wanted.instanceType()).equals(container.limits()),
                        wanted.instanceType(),
                        sizes.nameOf(container))
                .all();
    }

    @Override
    public void start(ResourceIdentity identity) {
        change(
                identity,
                Set.of(State.STOPPED, State.PENDING),
                Set.of(State.RUNNING, State.REBOOTING),
                containers::start);
    }

    @Override
    public void stop(ResourceIdentity identity) {
        change(identity, Set.of(State.RUNNING), Set.of(State.STOPPING, State.STOPPED), containers::stop);
    }

    @Override
    public void reboot(ResourceIdentity identity) {
        change(identity, Set.of(State.RUNNING), Set.of(State.REBOOTING), containers::restart);
    }

    private void change(ResourceIdentity identity, Set<State> from, Set<State> already, Consumer<Container> call) {
        Container container = theOne(identity);
        if (InstanceChange.isDue(container.state().orElse(null), from, already)) {
            call.accept(container);
        }
    }

    @Override
    public Progress terminate(ResourceIdentity identity) {
        List<Container> found = containers.of(identity);
        found.stream().filter(container -> !is(container, State.TERMINATING)).forEach(containers::remove);
        return found.isEmpty() ? Progress.DONE : Progress.CALL_AGAIN;
    }

    private Container theOne(ResourceIdentity identity) {
        return containers.of(identity).stream().findFirst().orElseThrow(InstanceChange::missing);
    }

    private static boolean is(Container container, State state) {
        return container.state().filter(state::equals).isPresent();
    }
}
