package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.DatabaseLogin;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.providers.SnapshotObservation;
import cloud.lariba.cloud.providers.postgres.DatabaseSteps;
import cloud.lariba.cloud.providers.postgres.PostgresAccess;
import cloud.lariba.cloud.providers.postgres.TenantDatabases;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Databases on the PostgreSQL server of this machine, which all of them share, so an administrator of one database is not needed: the provisioning
 * role does everything.
 */
final class LocalDatabases implements DatabaseProvider {

    /** How much room the snapshots of a database may take together, measured in the disk that it asked for. */
    private static final long SNAPSHOTS_PER_DISK = 3;

    private static final long BYTES_OF_A_GIB = 1L << 30;

    private final TenantDatabases databases;
    private final LocalSnapshots snapshots;

    LocalDatabases(LocalProviderConfig.Database config) {
        this.databases = new TenantDatabases(access(config));
        this.snapshots = new LocalSnapshots(databases);
    }

    static PostgresAccess access(LocalProviderConfig.Database config) {
        return new PostgresAccess(
                config.host(),
                config.port(),
                config.adminDatabase(),
                config.username(),
                new Secret(config.password()),
                "prefer",
                Optional.empty());
    }

    @Override
    public Progress ensure(DatabaseSpec spec, Secret administrator) {
        String name = TenantDatabases.nameOf(spec.identity());
        snapshots.finishRestoration(name, spec.identity().generation());
        databases.establish(name, connections(spec.settings().instanceClass()));
        return Progress.DONE;
    }

    @Override
    public Progress follow(DatabaseSpec spec, Secret administrator) {
        String name = TenantDatabases.nameOf(spec.identity());
        snapshots.finishRestoration(name, spec.identity().generation());
        databases.follow(name, connections(spec.settings().instanceClass()));
        return Progress.DONE;
    }

    @Override
    public DatabaseObservation observe(ResourceIdentity identity) {
        return databases.observe(TenantDatabases.nameOf(identity));
    }

    /** What a plan decides here is how many connections there may be. */
    @Override
    public List<Difference> differences(DatabaseSpec wanted) {
        int expected = connections(wanted.settings().instanceClass());
        int observed = databases.connections(TenantDatabases.nameOf(wanted.identity())).stream()
                .filter(connections -> connections != expected)
                .findFirst()
                .orElse(expected);
        return new Differences().compare("connections", expected, observed).all();
    }

    /** A restored copy has a name of its own until it takes the name of what it replaces. */
    @Override
    public List<String> resourceIds(ResourceIdentity identity) {
        return snapshots.withCopies(TenantDatabases.nameOf(identity));
    }

    @Override
    public String username(ResourceIdentity identity, LoginSlot slot) {
        return DatabaseSteps.login(TenantDatabases.nameOf(identity), slot);
    }

    @Override
    public void admit(ResourceIdentity identity, Secret administrator, DatabaseLogin login) {
        databases.admit(TenantDatabases.nameOf(identity), login);
    }

    @Override
    public boolean isConnectedOtherwise(ResourceIdentity identity, Secret administrator, LoginSlot slot) {
        return databases.isConnectedOtherwise(TenantDatabases.nameOf(identity), slot);
    }

    @Override
    public void retireOthers(ResourceIdentity identity, Secret administrator, LoginSlot slot) {
        databases.admitOnly(TenantDatabases.nameOf(identity), slot);
    }

    @Override
    public void dismiss(ResourceIdentity identity, Secret administrator) {
        databases.admitNobody(TenantDatabases.nameOf(identity), identity.generation());
    }

    @Override
    public Progress ensureSnapshot(DatabaseSpec spec, UUID snapshotId) {
        snapshots.take(
                TenantDatabases.nameOf(spec.identity()),
                snapshotId,
                SNAPSHOTS_PER_DISK * spec.settings().storageGb() * BYTES_OF_A_GIB);
        return Progress.DONE;
    }

    @Override
    public SnapshotObservation observeSnapshot(ResourceIdentity identity, UUID snapshotId) {
        return snapshots.observe(TenantDatabases.nameOf(identity), snapshotId);
    }

    @Override
    public Progress deleteSnapshot(ResourceIdentity identity, UUID snapshotId) {
        snapshots.drop(TenantDatabases.nameOf(identity), snapshotId);
        return Progress.DONE;
    }

    @Override
    public Progress restore(DatabaseSpec spec, Secret administrator, UUID snapshotId) {
        snapshots.restore(
                TenantDatabases.nameOf(spec.identity()),
                snapshotId,
                spec.identity().generation());
        return Progress.DONE;
    }

    /** The database of a new generation has taken the name, and with it the place, of the one before it. */
    @Override
    public Progress removeReplaced(ResourceIdentity identity) {
        return Progress.DONE;
    }

    @Override
    public Progress removeUnused(ResourceIdentity identity) {
        snapshots.dropCopy(TenantDatabases.nameOf(identity), identity.generation());
        return Progress.DONE;
    }

    @Override
    public Progress delete(ResourceIdentity identity, boolean finalSnapshot) {
        databases.remove(TenantDatabases.nameOf(identity));
        return Progress.DONE;
    }

    /** How many connections go with a size of server. */
    private static int connections(String instanceClass) {
        return switch (instanceClass) {
            case "db.t4g.micro" -> 10;
            case "db.t4g.small" -> 20;
            case "db.t4g.medium" -> 40;
            default -> 60;
        };
    }
}
