package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.Capability;
import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException.NotSupported;
import cloud.lariba.cloud.providers.StorageProvider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Amazon Web Services: configured and watched in this version, and used for services from the next one on. */
@Singleton
class AwsProvider implements Provider {

    private static final String NAME = "aws";

    private final AwsProviderConfig config;

    AwsProvider(AwsProviderConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> regions() {
        return config.regions();
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public ComputeProvider compute() {
        throw new NotSupported(NAME, Capability.COMPUTE);
    }

    @Override
    public StorageProvider storage() {
        throw new NotSupported(NAME, Capability.STORAGE);
    }

    @Override
    public DatabaseProvider database() {
        throw new NotSupported(NAME, Capability.DATABASE);
    }
}
