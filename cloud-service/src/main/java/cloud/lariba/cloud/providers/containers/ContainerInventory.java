package cloud.lariba.cloud.providers.containers;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.InstanceObservation.State;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.Progress;
import java.util.Optional;
import java.util.stream.Stream;

/** The containers that have this installation's label. */
final class ContainerInventory implements InventoryProvider {

    private final Containers containers;
    private final Sizes sizes;

    ContainerInventory(Containers containers, Sizes sizes) {
        this.containers = containers;
        this.sizes = sizes;
    }

    @Override
    public Listing list(String region) {
        return new Listing(
                containers.all().stream()
                        .filter(ContainerInventory::stays)
                        .flatMap(container -> found(container, region))
                        .toList(),
                true);
    }

    @Override
    public Optional<FoundResource> prove(FoundResource found) {
        return own(found)
                .filter(ContainerInventory::stays)
                .flatMap(container -> found(container, found.region()).findFirst());
    }

    @Override
    public Progress remove(FoundResource found) {
        Optional<Container> own = own(found);
        own.filter(ContainerInventory::stays).ifPresent(containers::remove);
        return own.isPresent() ? Progress.CALL_AGAIN : Progress.DONE;
    }

    private Optional<Container> own(FoundResource found) {
        return found.kind() == Kind.COMPUTE
                ? containers
                        .find(found.resourceId())
                        .filter(container -> Labels.service(container)
                                .filter(found.serviceId()::equals)
                                .isPresent())
                : Optional.empty();
    }

    private static boolean stays(Container container) {
        return container.state().filter(State.TERMINATING::equals).isEmpty();
    }

    private Stream<FoundResource> found(Container container, String region) {
        return Labels.service(container)
                .map(service -> new FoundResource(
                        Kind.COMPUTE,
                        container.id(),
                        region,
                        service,
                        Labels.project(container).orElse(null),
                        sizes.nameOf(container),
                        0))
                .stream();
    }
}
