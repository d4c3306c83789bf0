package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.AwsFailures.classified;

import cloud.lariba.cloud.providers.DatabaseLogin;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.providers.SnapshotObservation;
import cloud.lariba.cloud.providers.postgres.DatabaseSteps;
import cloud.lariba.cloud.providers.postgres.TenantDatabases;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Databases of RDS for PostgreSQL, each on an instance of its own, whose master user makes the database and its logins in it. A restored database is
 * another instance, which takes the place of the one before it.
 */
final class AwsDatabases implements DatabaseProvider {

    private static final int ANY_NUMBER = -1;
    private static final long BYTES_OF_A_GIB = 1L << 30;

    private final DatabaseInstances instances;
    private final DatabaseSnapshots snapshots;
    private final DatabaseNetwork network;
    private final DatabaseServers servers;
    private final DatabaseRemoval removal;

    AwsDatabases(
            DatabaseInstances instances,
            DatabaseSnapshots snapshots,
            DatabaseNetwork network,
            DatabaseServers servers) {
        this.instances = instances;
        this.snapshots = snapshots;
        this.network = network;
        this.servers = servers;
        this.removal = new DatabaseRemoval(instances, snapshots);
    }

    @Override
    public Progress ensure(DatabaseSpec spec, Secret administrator) {
        return classified(() -> {
            Optional<DBInstance> found = instances.find(spec.identity());
            if (found.isEmpty()) {
                instances.create(spec, administrator, network.ensure(spec));
                return Progress.CALL_AGAIN;
            }
            return obey(spec, found.get(), administrator, TenantDatabases::establish);
        });
    }

    @Override
    public Progress follow(DatabaseSpec spec, Secret administrator) {
        return classified(() -> obey(
                spec,
                instances.find(spec.identity()).orElseThrow(TenantDatabases::vanished),
                administrator,
                TenantDatabases::follow));
    }

    /** How a database is made to obey in the server of an instance that does. */
    private interface Obedience {
        void of(TenantDatabases server, String name, int connections);
    }

    private Progress obey(DatabaseSpec spec, DBInstance instance, Secret administrator, Obedience obedience) {
        if (DatabaseState.isFull(instance)) {
            instances.grow(spec, instance);
            return Progress.CALL_AGAIN;
        }
        if (!isUsable(instance) || !instances.obeys(spec, instance, network.ensure(spec))) {
            return Progress.CALL_AGAIN;
        }
        return servers.inside(spec.identity(), instance, administrator, server -> {
                    server.closeToPublic();
                    obedience.of(server, TenantDatabases.nameOf(spec.identity()), ANY_NUMBER);
                    return Progress.DONE;
                })
                .orElse(Progress.CALL_AGAIN);
    }

    /** Whether an instance can be worked with now; throws when it never will. */
    private static boolean isUsable(DBInstance instance) {
        return switch (DatabaseState.of(instance)) {
            case USABLE -> true;
            case CHANGING -> false;
            case DELETING ->
                throw new Retryable(
                        Retryable.Reason.NOT_YET_VISIBLE, "The database before it is still going away.", null);
            case BROKEN -> throw new Permanent(Permanent.Reason.INVALID_STATE, DatabaseState.reason(instance), null);
        };
    }

    @Override
    public DatabaseObservation observe(ResourceIdentity identity) {
        return classified(() -> instances
                .find(identity)
                .map(instance -> seen(identity, instance))
                .orElseGet(DatabaseObservation.Absent::new));
    }

    @Override
    public List<Difference> differences(DatabaseSpec wanted) {
        return classified(() -> {
            DBInstance instance = instances.find(wanted.identity()).orElseThrow(AwsDatabases::notThere);
            Differences differences = new Differences();
            instances.compare(wanted, instance, differences);
            network.compare(wanted, instance, differences);
            return differences.all();
        });
    }

    private static DatabaseObservation seen(ResourceIdentity identity, DBInstance instance) {
        return switch (DatabaseState.of(instance)) {
            case USABLE ->
                new DatabaseObservation.Available(
                        instance.endpoint().address(), instance.endpoint().port(), TenantDatabases.nameOf(identity));
            case CHANGING -> new DatabaseObservation.Creating();
            case DELETING -> new DatabaseObservation.Deleting();
            case BROKEN -> new DatabaseObservation.Failed(DatabaseState.reason(instance));
        };
    }

    @Override
    public List<String> resourceIds(ResourceIdentity identity) {
        return classified(() -> instances.all(identity).stream()
                .map(DBInstance::dbInstanceIdentifier)
                .toList());
    }

    @Override
    public String username(ResourceIdentity identity, LoginSlot slot) {
        return DatabaseSteps.login(TenantDatabases.nameOf(identity), slot);
    }

    @Override
    public void admit(ResourceIdentity identity, Secret administrator, DatabaseLogin login) {
        boolean admitted = servers.inside(identity, administrator, server -> {
                    server.admit(TenantDatabases.nameOf(identity), login);
                    return true;
                })
                .orElse(false);
        if (!admitted) {
            throw notThere();
        }
    }

    @Override
    public boolean isConnectedOtherwise(ResourceIdentity identity, Secret administrator, LoginSlot slot) {
        return servers.inside(
                        identity,
                        administrator,
                        server -> server.isConnectedOtherwise(TenantDatabases.nameOf(identity), slot))
                .orElse(false);
    }

    @Override
    public void retireOthers(ResourceIdentity identity, Secret administrator, LoginSlot slot) {
        servers.inside(identity, administrator, server -> {
            server.admitOnly(TenantDatabases.nameOf(identity), slot);
            return true;
        });
    }

    @Override
    public void dismiss(ResourceIdentity identity, Secret administrator) {
        servers.inside(identity, administrator, server -> {
            server.admitNobody(TenantDatabases.nameOf(identity), identity.generation());
            return true;
        });
    }

    @Override
    public Progress ensureSnapshot(DatabaseSpec spec, UUID snapshotId) {
        ResourceIdentity identity = spec.identity();
        return classified(() -> {
            String name = DatabaseSnapshots.nameOf(identity, snapshotId);
            if (snapshots.find(identity, name).isEmpty()) {
                if (instances.find(identity).isEmpty()) {
                    throw notThere();
                }
                snapshots.create(identity, name);
            }
            return Progress.DONE;
        });
    }

    @Override
    public SnapshotObservation observeSnapshot(ResourceIdentity identity, UUID snapshotId) {
        return classified(() -> snapshots
                .find(identity, DatabaseSnapshots.nameOf(identity, snapshotId))
                .map(AwsDatabases::seen)
                .orElseGet(SnapshotObservation.Absent::new));
    }

    private static SnapshotObservation seen(DBSnapshot snapshot) {
        return switch (String.valueOf(snapshot.status())) {
            case "available" -> new SnapshotObservation.Available(snapshot.allocatedStorage() * BYTES_OF_A_GIB);
            case "failed" -> new SnapshotObservation.Failed("The snapshot failed at AWS.");
            case "deleting" -> new SnapshotObservation.Absent();
            default -> new SnapshotObservation.Creating();
        };
    }

    @Override
    public Progress deleteSnapshot(ResourceIdentity identity, UUID snapshotId) {
        return classified(() -> {
            String name = DatabaseSnapshots.nameOf(identity, snapshotId);
            if (snapshots.find(identity, name).isEmpty()) {
                return Progress.DONE;
            }
            snapshots.delete(identity, name);
            return Progress.CALL_AGAIN;
        });
    }

    @Override
    public Progress restore(DatabaseSpec spec, Secret administrator, UUID snapshotId) {
        ResourceIdentity identity = spec.identity();
        return classified(() -> {
            Optional<DBInstance> found = instances.find(identity);
            if (found.isEmpty()) {
                String name = DatabaseSnapshots.nameOf(identity, snapshotId);
                if (snapshots.find(identity, name).isEmpty()) {
                    throw new Permanent(Permanent.Reason.NOT_FOUND, "The backup is not there.", null);
                }
                instances.restore(spec, name, network.ensure(spec));
                return Progress.CALL_AGAIN;
            }
            if (!isUsable(found.get())) {
                return Progress.CALL_AGAIN;
            }
            // Logins that were retired since the snapshot was taken work in it.
            return servers.inside(identity, found.get(), administrator, server -> {
                        server.closeRestored(TenantDatabases.nameOf(identity), identity.generation());
                        return Progress.DONE;
                    })
                    .orElse(Progress.CALL_AGAIN);
        });
    }

    @Override
    public Progress removeReplaced(ResourceIdentity identity) {
        return classified(() -> {
            // What is newer was made since this was asked for, and is no business of a call that comes late.
            List<DBInstance> others = instances.all(identity).stream()
                    .filter(instance -> DatabaseInstances.generationOf(identity, instance) < identity.generation())
                    .toList();
            others.forEach(
                    instance -> removal.continueWith(identity, instance, DatabaseRemoval.Leaving.SCHEDULED_BACKUPS));
            return others.isEmpty() ? Progress.DONE : Progress.CALL_AGAIN;
        });
    }

    @Override
    public Progress removeUnused(ResourceIdentity identity) {
        return classified(() -> {
            Optional<DBInstance> unused = instances.find(identity);
            unused.ifPresent(instance -> removal.continueWith(identity, instance, DatabaseRemoval.Leaving.NOTHING));
            return unused.isEmpty() ? Progress.DONE : Progress.CALL_AGAIN;
        });
    }

    @Override
    public Progress delete(ResourceIdentity identity, boolean finalSnapshot) {
        return classified(() -> {
            List<DBInstance> all = instances.all(identity);
            if (!all.isEmpty()) {
                all.forEach(instance -> removal.continueWith(
                        identity,
                        instance,
                        finalSnapshot && isOf(identity, instance)
                                ? DatabaseRemoval.Leaving.LAST_SNAPSHOT
                                : DatabaseRemoval.Leaving.NOTHING));
                return Progress.CALL_AGAIN;
            }
            List<DBSnapshot> left = snapshots.all(identity);
            if (!left.isEmpty()) {
                left.forEach(snapshot -> snapshots.delete(identity, snapshot.dbSnapshotIdentifier()));
                return Progress.CALL_AGAIN;
            }
            network.delete(identity);
            return Progress.DONE;
        });
    }

    private static boolean isOf(ResourceIdentity identity, DBInstance instance) {
        return instance.dbInstanceIdentifier().equals(DatabaseInstances.nameOf(identity));
    }

    private static Permanent notThere() {
        return new Permanent(Permanent.Reason.NOT_FOUND, "The database is not there.", null);
    }
}
