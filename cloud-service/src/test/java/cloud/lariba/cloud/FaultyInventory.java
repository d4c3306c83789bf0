package cloud.lariba.cloud;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.Progress;
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

    /** Resources that cannot be looked at more closely. */
    static final Set<UUID> UNSEEN = ConcurrentHashMap.newKeySet();

    @Override
    public Listing list(String region) {
        if (!region.equals(FaultyProvider.REGION)) {
            return new Listing(List.of(), true);
        }
        return new Listing(
                Stream.concat(
                                FaultyProvider.resources().entrySet().stream()
                                        .map(entry -> found(entry.getKey(), entry.getValue())),
                                MORE.stream())
                        .toList(),
                true);
    }

    @Override
    public Optional<FoundResource> prove(FoundResource found) {
        if (UNSEEN.contains(found.serviceId())) {
            throw Faults.unavailable();
        }
        return list(found.region()).resources().stream()
                .filter(there -> there.kind() == found.kind())
                .filter(there -> there.resourceId().equals(found.resourceId()))
                .findFirst();
    }

    @Override
    public Progress remove(FoundResource found) {
        return MORE.removeIf(there -> there.resourceId().equals(found.resourceId()))
                ? Progress.CALL_AGAIN
                : Progress.DONE;
    }

    private static FoundResource found(UUID service, FaultyProvider.Resource resource) {
        return switch (resource.settings) {
            case InstanceSettings instance -> found(Kind.COMPUTE, service, instance.instanceType(), 0);
            case BucketSettings bucket -> found(Kind.STORAGE, service, "", 0);
            case DatabaseSettings database ->
                found(Kind.DATABASE, service, database.instanceClass(), database.storageGb());
        };
    }

    private static FoundResource found(Kind kind, UUID service, String size, int gb) {
        return new FoundResource(
                kind, "i-" + service.toString().replace("-", ""), FaultyProvider.REGION, service, null, size, gb);
    }
}
