package cloud.lariba.cloud;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InventoryProvider;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the {@link FaultyProvider} has. */
class FaultyInventory implements InventoryProvider {

    @Override
    public List<FoundResource> list(String region) {
        return FaultyProvider.resources().entrySet().stream()
                .map(entry -> found(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public Optional<FoundResource> prove(FoundResource found) {
        return list(found.region()).stream().filter(found::equals).findFirst();
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
        return new FoundResource(kind, "r-" + service, FaultyProvider.REGION, service, null, size, gb);
    }
}
