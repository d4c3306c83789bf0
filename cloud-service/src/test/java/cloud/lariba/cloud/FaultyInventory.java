package cloud.lariba.cloud;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What the {@link FaultyProvider} has. */
class FaultyInventory implements InventoryProvider {

    /** What lies about besides the services' own resources. */
    static final Set<FoundResource> MORE = ConcurrentHashMap.newKeySet();

    /** What is seen, and not reached by a removal. */
    static final Set<FoundResource> OUT_OF_REACH = ConcurrentHashMap.newKeySet();

    /** Resources that cannot be looked at more closely. */
    static final Set<UUID> UNSEEN = ConcurrentHashMap.newKeySet();

    /** Resources that listings of a region leave out because something does not answer. */
    static final Set<FoundResource> UNLISTED = ConcurrentHashMap.newKeySet();

    @Override
    public Listing list(String region) {
        if (!region.equals(FaultyProvider.REGION)) {
            return new Listing(List.of(), true);
        }
        return new Listing(all().filter(there -> !UNLISTED.contains(there)).toList(), UNLISTED.isEmpty());
    }

    private static Stream<FoundResource> all() {
        return Stream.concat(
                FaultyProvider.resources().entrySet().stream().map(entry -> found(entry.getKey(), entry.getValue())),
                Stream.concat(MORE.stream(), OUT_OF_REACH.stream()));
    }

    /** The names of a service's resources of this kind. */
    static List<String> namesOf(Kind kind, UUID service) {
        return all().filter(there -> there.kind() == kind && service.equals(there.serviceId()))
                .map(FoundResource::resourceId)
                .toList();
    }

    @Override
    public Optional<FoundResource> prove(FoundResource found) {
        if (UNSEEN.contains(found.serviceId())) {
            throw Faults.unavailable();
        }
        return all().filter(there -> there.kind() == found.kind())
                .filter(there -> there.resourceId().equals(found.resourceId()))
                .findFirst();
    }

    @Override
    public Progress remove(FoundResource found) {
        boolean own = FaultyProvider.exists(found.serviceId())
                && found(found.serviceId(), FaultyProvider.resource(found.serviceId()))
                        .resourceId()
                        .equals(found.resourceId());
        if (own) {
            FaultyProvider.remove(found.serviceId());
        }
        return MORE.removeIf(there -> there.resourceId().equals(found.resourceId())) || own
                ? Progress.CALL_AGAIN
                : Progress.DONE;
    }

    /** Removes everything of a kind that belongs to a service. */
    static void removeAll(Kind kind, ResourceIdentity identity) {
        FaultyProvider.remove(identity);
        MORE.removeIf(there -> there.kind() == kind && identity.serviceId().equals(there.serviceId()));
    }

    /** A database's name. */
    static String nameOf(UUID service, long generation) {
        String first = "d-" + service.toString().replace("-", "");
        return generation == 1 ? first : first + "-g" + generation;
    }

    private static FoundResource found(UUID service, FaultyProvider.Resource resource) {
        return switch (resource.settings) {
            case InstanceSettings instance -> found(Kind.COMPUTE, service, resource, instance.instanceType(), 0);
            case BucketSettings bucket -> found(Kind.STORAGE, service, resource, "", 0);
            case DatabaseSettings database ->
                found(Kind.DATABASE, service, resource, database.instanceClass(), database.storageGb());
        };
    }

    private static FoundResource found(Kind kind, UUID service, FaultyProvider.Resource resource, String size, int gb) {
        String id = service.toString().replace("-", "");
        String name =
                switch (kind) {
                    case COMPUTE -> "i-" + id;
                    case STORAGE -> "b-" + id;
                    case DATABASE -> nameOf(service, resource.generation);
                    case DISK, SNAPSHOT, SECURITY_GROUP, KEY_PAIR, ACCESS_USER ->
                        throw new IllegalArgumentException(kind.wireName());
                };
        return new FoundResource(kind, name, FaultyProvider.REGION, service, resource.projectId, size, gb);
    }
}
