package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceNames;
import cloud.lariba.cloud.providers.postgres.PostgresFailures;
import cloud.lariba.cloud.providers.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** What is on the servers of this machine. They serve this installation alone, so everything of its names is its own. */
final class LocalInventory implements InventoryProvider {

    private static final String DATABASES = "select datname from pg_database where datname ~ '^lrbs?_'";

    /** Databases, the copies that are to replace them, and their snapshots. */
    private static final Pattern OF_SERVICE =
            Pattern.compile("(lrb_\\p{XDigit}{32})(_g\\d+)?|lrbs(_\\p{XDigit}{32})_\\p{XDigit}+");

    private final LocalProviderConfig config;
    private final SimulatedInstanceRepository instances;
    private final Clock clock;

    LocalInventory(LocalProviderConfig config, SimulatedInstanceRepository instances, Clock clock) {
        this.config = config;
        this.instances = instances;
        this.clock = clock;
    }

    @Override
    public Listing list(String region) {
        List<FoundResource> all = new ArrayList<>();
        instances.all().stream()
                .filter(instance -> instance.stateAt(clock.instant()).isPresent())
                .forEach(instance -> all.add(
                        found(Kind.COMPUTE, instance.instanceId(), instance.serviceId(), instance.instanceType())));
        config.s3().ifPresent(s3 -> all.addAll(buckets(s3)));
        config.database().ifPresent(database -> all.addAll(databases(database)));
        return new Listing(all, true);
    }

    @Override
    public Optional<FoundResource> prove(FoundResource found) {
        return list(found.region()).resources().stream().filter(found::equals).findFirst();
    }

    @Override
    public Progress remove(FoundResource found) {
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
