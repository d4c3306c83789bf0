package cloud.lariba.cloud;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.providers.DatabaseLogin;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.providers.SnapshotObservation;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The databases of the {@link FaultyProvider}. */
class FaultyDatabases implements DatabaseProvider {

    @Override
    public Progress ensure(DatabaseSpec spec, Secret administrator) {
        FaultyProvider.run(spec.identity(), Call.ENSURE, () -> {
            FaultyProvider.Resource made = FaultyProvider.make(spec.identity(), spec.settings());
            made.administrator = administrator.value();
            made.deletionProtection = spec.deletionProtection();
            made.replace(spec.identity().generation());
        });
        return Progress.DONE;
    }

    @Override
    public Progress follow(DatabaseSpec spec, Secret administrator) {
        FaultyProvider.run(spec.identity(), Call.FOLLOW, () -> {
            if (!FaultyProvider.exists(spec.identity().serviceId())) {
                throw new Permanent(Permanent.Reason.VANISHED, "The database is gone.", null);
            }
            FaultyProvider.Resource followed =
                    FaultyProvider.resource(spec.identity().serviceId());
            followed.settings = spec.settings();
            followed.deletionProtection = spec.deletionProtection();
            followed.replace(spec.identity().generation());
        });
        return Progress.DONE;
    }

    @Override
    public DatabaseObservation observe(ResourceIdentity identity) {
        return FaultyProvider.around(
                identity,
                Call.OBSERVE,
                () -> FaultyProvider.exists(identity.serviceId())
                        ? new DatabaseObservation.Available("db.test", 5432, "app")
                        : new DatabaseObservation.Absent());
    }

    @Override
    public List<Difference> differences(DatabaseSpec wanted) {
        return FaultyProvider.around(wanted.identity(), Call.COMPARE, () -> {
            FaultyProvider.Resource resource =
                    FaultyProvider.resource(wanted.identity().serviceId());
            DatabaseSettings there = (DatabaseSettings) resource.settings;
            DatabaseSettings settings = wanted.settings();
            return new Differences()
                    .compare("instance_class", settings.instanceClass(), there.instanceClass())
                    .compare("storage_gb", settings.storageGb(), there.storageGb())
                    .compare("multi_az", settings.multiAz(), there.multiAz())
                    .compare("backup_retention_days", settings.backupRetentionDays(), there.backupRetentionDays())
                    .compare("deletion_protection", wanted.deletionProtection(), resource.deletionProtection)
                    .all();
        });
    }

    @Override
    public List<String> resourceIds(ResourceIdentity identity) {
        return FaultyProvider.around(
                identity, Call.LIST, () -> FaultyInventory.namesOf(Kind.DATABASE, identity.serviceId()));
    }

    @Override
    public String username(ResourceIdentity identity, LoginSlot slot) {
        return "app_" + slot.wireName();
    }

    @Override
    public void admit(ResourceIdentity identity, Secret administrator, DatabaseLogin login) {
        FaultyProvider.run(
                identity,
                Call.ADMIT,
                () -> FaultyProvider.resource(identity.serviceId())
                        .logins
                        .put(username(identity, login.slot()), login.password().value()));
    }

    @Override
    public boolean isConnectedOtherwise(ResourceIdentity identity, Secret administrator, LoginSlot slot) {
        return FaultyProvider.around(
                identity,
                Call.CONNECTED,
                () -> FaultyProvider.resource(identity.serviceId()).connected.stream()
                        .anyMatch(user -> !user.equals(username(identity, slot))));
    }

    @Override
    public void retireOthers(ResourceIdentity identity, Secret administrator, LoginSlot slot) {
        FaultyProvider.run(
                identity,
                Call.RETIRE,
                () -> FaultyProvider.resource(identity.serviceId())
                        .logins
                        .keySet()
                        .retainAll(Set.of(username(identity, slot))));
    }

    @Override
    public void dismiss(ResourceIdentity identity, Secret administrator) {
        FaultyProvider.run(identity, Call.DISMISS, () -> {
            FaultyProvider.Resource resource = FaultyProvider.resource(identity.serviceId());
            resource.logins.clear();
            resource.dismissals++;
        });
    }

    @Override
    public Progress ensureSnapshot(DatabaseSpec spec, UUID snapshotId) {
        ResourceIdentity identity = spec.identity();
        FaultyProvider.run(identity, Call.SNAPSHOT, () -> {
            FaultyProvider.Resource resource = FaultyProvider.resource(identity.serviceId());
            resource.snapshots.putIfAbsent(snapshotId, resource.content);
        });
        return Progress.DONE;
    }

    @Override
    public SnapshotObservation observeSnapshot(ResourceIdentity identity, UUID snapshotId) {
        return FaultyProvider.around(identity, Call.OBSERVE_SNAPSHOT, () -> {
            String content =
                    FaultyProvider.resource(identity.serviceId()).snapshots.get(snapshotId);
            return content == null
                    ? new SnapshotObservation.Absent()
                    : new SnapshotObservation.Available(content.length());
        });
    }

    @Override
    public Progress deleteSnapshot(ResourceIdentity identity, UUID snapshotId) {
        FaultyProvider.run(
                identity,
                Call.DELETE_SNAPSHOT,
                () -> FaultyProvider.resource(identity.serviceId()).snapshots.remove(snapshotId));
        return Progress.DONE;
    }

    /** The restored database has the logins that the snapshot had: none that anybody knows. */
    @Override
    public Progress restore(DatabaseSpec spec, Secret administrator, UUID snapshotId) {
        FaultyProvider.run(spec.identity(), Call.RESTORE, () -> {
            FaultyProvider.Resource resource =
                    FaultyProvider.resource(spec.identity().serviceId());
            long generation = spec.identity().generation();
            if (resource.generations.add(generation)) {
                resource.copies.put(generation, String.valueOf(resource.snapshots.get(snapshotId)));
            }
        });
        return Progress.DONE;
    }

    @Override
    public Progress removeUnused(ResourceIdentity identity) {
        FaultyProvider.run(identity, Call.REMOVE_UNUSED, () -> {
            FaultyProvider.Resource resource = FaultyProvider.resource(identity.serviceId());
            resource.generations.remove(identity.generation());
            resource.copies.remove(identity.generation());
        });
        return Progress.DONE;
    }

    @Override
    public Progress removeReplaced(ResourceIdentity identity) {
        FaultyProvider.run(
                identity,
                Call.REMOVE_REPLACED,
                () -> FaultyProvider.resource(identity.serviceId())
                        .generations
                        .retainAll(Set.of(identity.generation())));
        return Progress.DONE;
    }

    @Override
    public Progress delete(ResourceIdentity identity, boolean finalSnapshot) {
        FaultyProvider.run(identity, Call.DELETE, () -> {
            if (finalSnapshot && FaultyProvider.exists(identity.serviceId())) {
                FaultyProvider.FINAL_SNAPSHOTS.add(identity.serviceId());
            }
            FaultyInventory.removeAll(Kind.DATABASE, identity);
        });
        return Progress.DONE;
    }
}
