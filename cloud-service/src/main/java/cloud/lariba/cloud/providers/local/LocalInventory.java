package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceNames;
import cloud.lariba.cloud.providers.postgres.DatabaseSteps;
import cloud.lariba.cloud.providers.postgres.PostgresFailures;
import cloud.lariba.cloud.providers.postgres.PostgresServer;
import cloud.lariba.cloud.providers.postgres.TenantDatabases;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What is on the servers of this machine, and in its container engine. The servers serve this installation alone, so everything of its names is its own;
 * containers have its label.
 */
final class LocalInventory implements InventoryProvider {

    private static final Logger LOG = Logger.getLogger(LocalInventory.class);
    private static final String DATABASES = "select datname from pg_database where datname ~ '^lrbs?_'";

    /** Databases, the copies that are to replace them, and their snapshots. */
    private static final Pattern OF_SERVICE =
            Pattern.compile("(lrb_\\p{XDigit}{32})(_g\\d+)?|lrbs(_\\p{XDigit}{32})_\\p{XDigit}+");

    private final LocalProviderConfig config;
    private final SimulatedInstanceRepository instances;
    private final LocalContainers containers;
    private final ContainerRecords records;
    private final Clock clock;

    LocalInventory(
            LocalProviderConfig config,
            SimulatedInstanceRepository instances,
            LocalContainers containers,
            ContainerRecords records,
            Clock clock) {
        this.config = config;
        this.instances = instances;
        this.containers = containers;
        this.records = records;
        this.clock = clock;
    }

    @Override
    public Listing list(String region) {
        List<FoundResource> all = new ArrayList<>(onServers());
        Listing inContainers = inContainers(region);
        all.addAll(inContainers.resources());
        return new Listing(all, inContainers.complete());
    }

    /** An engine that is away hides nothing but its containers. */
    private Listing inContainers(String region) {
        if (!containers.areConfigured()) {
            return new Listing(List.of(), !records.hasAny());
        }
        try {
            return containers.host().inventory().list(region);
        } catch (Retryable e) {
            LOG.warnf("containers-not-listed reason=%s", e.reason());
            return new Listing(List.of(), false);
        }
    }

    private List<FoundResource> onServers() {
        List<FoundResource> all = new ArrayList<>();
        instances.all().stream()
                .filter(instance -> instance.stateAt(clock.instant()).isPresent())
                .forEach(instance -> all.add(
                        found(Kind.COMPUTE, instance.instanceId(), instance.serviceId(), instance.instanceType())));
        config.s3().ifPresent(s3 -> all.addAll(buckets(s3)));
        config.database().ifPresent(database -> all.addAll(databases(database)));
        return all;
    }

    @Override
    public Optional<FoundResource> prove(FoundResource found) {
        Optional<FoundResource> onServers =
                onServers().stream().filter(found::equals).findFirst();
        return onServers.isEmpty() && containers.areConfigured()
                ? containers.host().inventory().prove(found)
                : onServers;
    }

    /** Removes a database, a copy or a snapshot; its roles go with the last one. Of everything else there is one of a service. */
    @Override
    public Progress remove(FoundResource found) {
        if (found.kind() == Kind.COMPUTE && containers.areConfigured()) {
            return containers.host().inventory().remove(found);
        }
        if (found.kind() == Kind.DATABASE && config.database().isPresent()) {
            if (prove(found).isEmpty()) {
                return Progress.DONE;
            }
            new TenantDatabases(LocalDatabases.access(config.database().get()))
                    .alone(found.resourceId(), PostgresServer.SOON, server -> {
                        DatabaseSteps steps = new DatabaseSteps(server);
                        steps.takeMembership(found.resourceId());
                        steps.drop(found.resourceId());
                    });
            return Progress.CALL_AGAIN;
        }
        throw new Permanent(
                Permanent.Reason.INVALID_STATE, "The local provider has nothing that is removed by itself.", null);
    }

    private static List<FoundResource> buckets(LocalProviderConfig.S3 config) {
        return S3Failures.classified(() -> {
            try (S3Client s3 = S3Clients.administrator(config)) {
                return s3.listBuckets().buckets().stream()
                        .flatMap(bucket -> ResourceNames.serviceOf("lrb-", bucket.name())
                                .map(service -> found(Kind.STORAGE, bucket.name(), service, null))
                                .stream())
                        .toList();
            }
        });
    }

    private static List<FoundResource> databases(LocalProviderConfig.Database config) {
        try (PostgresServer server = PostgresServer.connect(LocalDatabases.access(config), PostgresServer.SOON)) {
            return server.list(DATABASES).stream()
                    .flatMap(name -> serviceOf(name).map(service -> found(Kind.DATABASE, name, service, null)).stream())
                    .toList();
        } catch (SQLException e) {
            throw PostgresFailures.classify(e);
        }
    }

    private static Optional<UUID> serviceOf(String database) {
        Matcher name = OF_SERVICE.matcher(database);
        return name.matches()
                ? ResourceNames.serviceOf("lrb_", name.group(1) == null ? "lrb" + name.group(3) : name.group(1))
                : Optional.empty();
    }

    private static FoundResource found(Kind kind, String id, UUID serviceId, @Nullable String size) {
        return new FoundResource(kind, id, LocalProvider.NAME, serviceId, null, size, 0);
    }
}
