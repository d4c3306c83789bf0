package cloud.lariba.cloud.providers.containers;

import cloud.lariba.cloud.providers.InstanceSpec;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The containers of this installation. Every method throws {@link ProviderException}. */
final class Containers {

    /** How many are looked at with one command. */
    private static final int BATCH = 50;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    /** A machine has processes for all containers together. */
    private static final List<String> KEPT_SMALL =
            List.of("--pids-limit", "512", "--no-healthcheck", "--security-opt", "no-new-privileges");

    private static final List<String> GRACE = List.of("-t", "10");

    private final ContainerEngine engine;
    private final Labels labels;

    Containers(ContainerEngine engine, Labels labels) {
        this.engine = engine;
        this.labels = labels;
    }

    /** All of them. */
    List<Container> all() {
        return seen(ids(labels.filter()));
    }

    /** Those of a service, the one that is meant first. */
    List<Container> of(ResourceIdentity identity) {
        return seen(ids(labels.filter(identity))).stream()
                .sorted(Comparator.comparing(
                                (Container container) -> !container.id().equals(identity.resourceId()))
                        .thenComparing(container -> !container.name().equals(nameOf(identity)))
                        .thenComparing(Container::name))
                .toList();
    }

    /** The one with this id, if this installation made it; empty for ids that engines do not give. */
    Optional<Container> find(String id) {
        return ID.matcher(id).matches() ? seen(List.of(id)).stream().findFirst() : Optional.empty();
    }

    /** Makes a container without starting it, unless it is there by now. */
    void create(InstanceSpec spec, Limits limits) {
        ResourceIdentity identity = spec.identity();
        List<String> command = creation(spec, limits, labels);
        ContainerEngine.Answer answer = engine.run(ContainerEngine.CHANGE, command);
        if (!answer.isGood() && of(identity).isEmpty()) {
            requireFree(nameOf(identity));
            throw EngineFailures.classify(answer, engine);
        }
    }

    /** What makes a container: nothing runs in it but what keeps it alive, and it gets nothing of the machine but its share. */
    static List<String> creation(InstanceSpec spec, Limits limits, Labels labels) {
        ResourceIdentity identity = spec.identity();
        List<String> command =
                new ArrayList<>(List.of("create", "--pull", "never", "--init", "--name", nameOf(identity)));
        command.addAll(labels.arguments(identity, spec.settings().instanceType()));
        command.addAll(limits.arguments());
        command.addAll(KEPT_SMALL);
        command.addAll(List.of("--entrypoint", "sleep", spec.imageId(), "infinity"));
        return command;
    }

    private void requireFree(String name) {
        ContainerEngine.Answer answer = inspect(List.of(name));
        if (answer.isGood() && Container.parse(answer.out()).stream().noneMatch(labels::isOurs)) {
            throw new Permanent(
                    Permanent.Reason.INVALID_STATE,
                    "A container has the name " + name + " and not this installation's labels.",
                    null);
        }
    }

    void start(Container container) {
        engine.call(ContainerEngine.CHANGE, List.of("start", container.id()));
    }

    void stop(Container container) {
        engine.call(ContainerEngine.CHANGE, with(List.of("stop"), GRACE, container));
    }

    void restart(Container container) {
        engine.call(ContainerEngine.CHANGE, with(List.of("restart"), GRACE, container));
    }

    /** Gives a container other limits, also for its next start; not every engine remembers them. */
    void limit(Container container, Limits limits) {
        engine.call(ContainerEngine.CHANGE, with(List.of("update"), limits.arguments(), container));
        boolean kept = find(container.id())
                .filter(changed -> changed.limits().equals(limits))
                .isPresent();
        if (!kept) {
            throw new Permanent(
                    Permanent.Reason.REJECTED, "The container engine does not keep the limits of another size.", null);
        }
    }

    /** Removes a container with what it wrote, whatever it does; nothing is done when it is gone. */
    void remove(Container container) {
        ContainerEngine.Answer answer =
                engine.run(ContainerEngine.CHANGE, List.of("rm", "--force", "--volumes", container.id()));
        if (!answer.isGood() && !EngineFailures.isMissing(answer)) {
            throw EngineFailures.classify(answer, engine);
        }
    }

    /** The name of a service's container: nobody can make two, however often the answer is lost. */
    static String nameOf(ResourceIdentity identity) {
        return "lrb-" + identity.compactServiceId() + "-g" + identity.generation();
    }

    private static List<String> with(List<String> verb, List<String> options, Container container) {
        List<String> command = new ArrayList<>(verb);
        command.addAll(options);
        command.add(container.id());
        return command;
    }

    private List<String> ids(List<String> filter) {
        List<String> command = new ArrayList<>(List.of("ps", "--all", "--no-trunc", "--quiet"));
        command.addAll(filter);
        return engine.call(ContainerEngine.LOOK, command).lines().toList();
    }

    private List<Container> seen(List<String> ids) {
        List<Container> seen = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += BATCH) {
            ContainerEngine.Answer answer = inspect(ids.subList(from, Math.min(ids.size(), from + BATCH)));
            // One that went since it was listed is missing in the answer, which has all the others.
            if (!answer.isGood() && !EngineFailures.isMissing(answer)) {
                throw EngineFailures.classify(answer, engine);
            }
            Container.parse(answer.out()).stream().filter(labels::isOurs).forEach(seen::add);
        }
        return seen;
    }

    private ContainerEngine.Answer inspect(List<String> names) {
        List<String> command = new ArrayList<>(List.of("container", "inspect"));
        command.addAll(names);
        return engine.run(ContainerEngine.LOOK, command);
    }
}
