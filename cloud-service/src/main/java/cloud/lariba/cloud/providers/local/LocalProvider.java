package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.Capability;
import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.InstanceSettings;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.Settings;
import cloud.lariba.cloud.providers.StorageProvider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Real buckets and databases on this machine's own servers, and instances that are containers or simulated. */
@Singleton
class LocalProvider implements Provider {

    /** The provider's name, and that of its only region. */
    static final String NAME = "local";

    private static final String SERVER_VERSION = "18";
    private static final Set<String> REACH_LOOPBACK = Set.of("0.0.0.0/0", "127.0.0.0/8", "127.0.0.1/32");

    private final LocalContainers containers;
    private final Optional<ComputeProvider> compute;
    private final Optional<StorageProvider> storage;
    private final Optional<DatabaseProvider> database;
    private final Optional<InventoryProvider> inventory;

    LocalProvider(
            LocalProviderConfig config,
            LocalCompute compute,
            LocalContainers containers,
            ContainerRecords records,
            SimulatedInstanceRepository instances,
            Clock clock) {
        this.containers = containers;
        this.compute = Optional.<ComputeProvider>of(compute).filter(some -> config.enabled());
        this.storage = config.s3().filter(some -> config.enabled()).map(LocalStorage::new);
        this.database = config.database().filter(some -> config.enabled()).map(LocalDatabases::new);
        this.inventory = Optional.<InventoryProvider>of(
                        new LocalInventory(config, instances, containers, records, clock))
                .filter(some -> config.enabled());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> regions() {
        return List.of(NAME);
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        inventory.ifPresent(some -> capabilities.add(Capability.INVENTORY));
        compute.ifPresent(some -> {
            capabilities.add(Capability.COMPUTE);
            if (!containers.areUsed()) {
                capabilities.addAll(LocalContainers.LACKED);
            }
        });
        storage.ifPresent(some -> capabilities.add(Capability.STORAGE));
        database.ifPresent(some -> capabilities.addAll(EnumSet.of(Capability.DATABASE, Capability.DATABASE_SNAPSHOTS)));
        return capabilities;
    }

    @Override
    public void check(Settings settings) {
        Provider.super.check(settings);
        switch (settings) {
            case DatabaseSettings database -> {
                if (!database.version().equals(SERVER_VERSION)) {
                    throw new ProviderException.NotSupported(NAME, Capability.DATABASE_VERSION);
                }
                // The server listens on the loopback interface only, so a list without it cannot be honoured.
                if (!database.allowedCidrs().isEmpty()
                        && database.allowedCidrs().stream().noneMatch(REACH_LOOPBACK::contains)) {
                    throw new ProviderException.NotSupported(NAME, Capability.DATABASE_ALLOWED_CIDRS);
                }
            }
            case BucketSettings bucket -> {}
            case InstanceSettings instance -> {}
        }
    }

    @Override
    public ComputeProvider compute() {
        return compute.orElseThrow(() -> new ProviderException.NotSupported(NAME, Capability.COMPUTE));
    }

    @Override
    public StorageProvider storage() {
        return storage.orElseThrow(() -> new ProviderException.NotSupported(NAME, Capability.STORAGE));
    }

    @Override
    public DatabaseProvider database() {
        return database.orElseThrow(() -> new ProviderException.NotSupported(NAME, Capability.DATABASE));
    }

    @Override
    public InventoryProvider inventory() {
        return inventory.orElseThrow(() -> new ProviderException.NotSupported(NAME, Capability.INVENTORY));
    }
}
