package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.Capability;
import cloud.lariba.cloud.providers.ComputeProvider;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.MetricsProvider;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderChoice;
import cloud.lariba.cloud.providers.ProviderException.NotSupported;
import cloud.lariba.cloud.providers.StorageProvider;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Amazon Web Services. */
@Singleton
class AwsProvider implements Provider {

    private static final String NAME = "aws";
    private static final Pattern INSTALLATION_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Set<Capability> CAPABILITIES = Set.of(
            Capability.INVENTORY,
            Capability.COMPUTE,
            Capability.COMPUTE_CUSTOM_IMAGE,
            Capability.COMPUTE_SSH_KEYS,
            Capability.COMPUTE_USER_DATA,
            Capability.COMPUTE_FIREWALL,
            Capability.COMPUTE_PUBLIC_IP,
            Capability.STORAGE,
            Capability.STORAGE_VERSIONING,
            Capability.STORAGE_ENCRYPTION,
            Capability.STORAGE_LIFECYCLE,
            Capability.STORAGE_CORS,
            Capability.STORAGE_PUBLIC_ACCESS,
            Capability.DATABASE,
            Capability.DATABASE_VERSION,
            Capability.DATABASE_MULTI_AZ,
            Capability.DATABASE_BACKUPS,
            Capability.DATABASE_ALLOWED_CIDRS,
            Capability.DATABASE_SNAPSHOTS,
            Capability.DATABASE_FINAL_SNAPSHOTS);

    private static final int CALLS_OF_AN_INSTANCE = 4;
    private static final int CALLS_OF_A_BUCKET = 14;
    private static final int CALLS_OF_A_DATABASE = 3;

    private final AwsProviderConfig config;
    private final boolean enabled;
    private final ComputeProvider compute;
    private final StorageProvider storage;
    private final InventoryProvider inventory;
    private final MetricsProvider metrics;
    private final DatabaseProvider database;

    AwsProvider(AwsProviderConfig config, ProviderChoice choice, AwsClients clients, Clock clock) {
        this.config = config;
        this.enabled = config.enabled() || choice.is(NAME);
        String installationId = enabled ? installationId(config) : "";
        if (enabled) {
            requireAuthorities(config.databases());
            AccountSettings.check(config);
        }
        Tags tags = new Tags(installationId);
        Networks networks = new Networks(clients, config);
        SecurityGroups groups = new SecurityGroups(clients, tags);
        Instances instances = new Instances(clients, networks, tags);
        this.metrics = new AwsMetrics(clients, instances);
        this.compute = new AwsCompute(
                instances,
                new RootDisks(clients),
                networks,
                groups,
                new KeyPairs(clients, tags),
                new MachineImages(
                        clients,
                        config.instances().images(),
                        config.instances().imageOwners().orElse(List.of())));
        this.storage = new AwsStorage(
                clients, new Buckets(clients, tags), new BucketUsers(clients, tags, installationId, clock), networks);
        this.inventory =
                new AwsInventory(clients, installationId, config.regions().getFirst());
        DatabaseInstances databases = new DatabaseInstances(clients, tags);
        this.database = new AwsDatabases(
                databases,
                new DatabaseSnapshots(clients, tags),
                new DatabaseNetwork(
                        clients,
                        networks,
                        groups,
                        tags,
                        config.databases().platformCidrs().orElse(List.of())),
                new DatabaseServers(databases, config.databases()));
    }

    private static String installationId(AwsProviderConfig config) {
        return config.installationId()
                .filter(INSTALLATION_ID.asMatchPredicate())
                .orElseThrow(() -> new IllegalStateException(
                        "lariba.providers.aws.installation-id must be 1 to 64 of [A-Za-z0-9_-], and no other installation's in the"
                                + " AWS account: it tells what may be removed"));
    }

    /** Without them no database's server would be trusted, which would show only when one is made and paid for. */
    private static void requireAuthorities(AwsProviderConfig.Databases config) {
        switch (config.tls()) {
            case VERIFY_CA, VERIFY_FULL ->
                requireReadable(config.certificateAuthorities()
                        .orElseThrow(() -> new IllegalStateException(
                                "lariba.providers.aws.databases.certificate-authorities must name a file with the certificates of RDS's"
                                        + " authorities (global-bundle.pem, which AWS publishes), as databases.tls is "
                                        + config.tls().wireName())));
            case DISABLE, REQUIRE -> {}
        }
    }

    private static void requireReadable(String file) {
        if (!Files.isReadable(Path.of(file))) {
            throw new IllegalStateException("lariba.providers.aws.databases.certificate-authorities names " + file
                    + ", which cannot be read; it is to hold the certificates of RDS's authorities");
        }
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
        return enabled ? EnumSet.copyOf(CAPABILITIES) : EnumSet.noneOf(Capability.class);
    }

    @Override
    public ComputeProvider compute() {
        requireEnabled(Capability.COMPUTE);
        return compute;
    }

    @Override
    public StorageProvider storage() {
        requireEnabled(Capability.STORAGE);
        return storage;
    }

    @Override
    public DatabaseProvider database() {
        requireEnabled(Capability.DATABASE);
        return database;
    }

    @Override
    public InventoryProvider inventory() {
        requireEnabled(Capability.INVENTORY);
        return inventory;
    }

    /** Whether it is switched on. */
    boolean isEnabled() {
        return enabled;
    }

    @Override
    public Optional<MetricsProvider> metrics() {
        return enabled ? Optional.of(metrics) : Optional.empty();
    }

    @Override
    public int callsOfALook(Capability capability) {
        return switch (capability) {
            case STORAGE -> CALLS_OF_A_BUCKET;
            case DATABASE -> CALLS_OF_A_DATABASE;
            default -> CALLS_OF_AN_INSTANCE;
        };
    }

    private void requireEnabled(Capability capability) {
        if (!enabled) {
            throw new NotSupported(NAME, capability);
        }
    }
}
