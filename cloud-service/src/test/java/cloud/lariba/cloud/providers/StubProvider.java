package cloud.lariba.cloud.providers;

import cloud.lariba.cloud.providers.ProviderException.NotSupported;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A provider that only says what it can do.
 *
 * @param name its name
 * @param regions its regions
 * @param capabilities what it says
 */
public record StubProvider(String name, List<String> regions, Set<Capability> capabilities) implements Provider {

    /** These providers, in this order. */
    public static Providers providers(Provider... all) {
        return new Providers(List.of(all), Optional::empty);
    }

    @Override
    public ComputeProvider compute() {
        throw new NotSupported(name, Capability.COMPUTE);
    }

    @Override
    public StorageProvider storage() {
        throw new NotSupported(name, Capability.STORAGE);
    }

    @Override
    public InventoryProvider inventory() {
        throw new NotSupported(name, Capability.INVENTORY);
    }

    @Override
    public DatabaseProvider database() {
        throw new NotSupported(name, Capability.DATABASE);
    }
}
