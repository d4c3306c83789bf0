package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsException;

/** The end of instances, which takes several calls. */
final class DatabaseRemoval {

    private final DatabaseInstances instances;
    private final DatabaseSnapshots snapshots;

    DatabaseRemoval(DatabaseInstances instances, DatabaseSnapshots snapshots) {
        this.instances = instances;
        this.snapshots = snapshots;
    }

    /** What stays of an instance. */
    enum Leaving {
        NOTHING,
        /** And a last snapshot of an instance that was not usable, and so could not be backed up before. */
        SCHEDULED_BACKUPS,
        /** Or the scheduled backups, where RDS takes no last snapshot. */
        LAST_SNAPSHOT
    }

    /** Brings the end of an instance nearer by one call. */
    void continueWith(ResourceIdentity identity, DBInstance instance, Leaving leaving) {
        if (DatabaseState.of(instance) == DatabaseState.DELETING) {
            return;
        }
        RdsClient rds = instances.rds(identity);
        if (unprotect(rds, instance)) {
            return;
        }
        Optional<String> last = wantsSnapshot(instance, leaving) && DatabaseState.leavesSnapshot(instance)
                ? Optional.of(snapshots.lastOf(identity, instance))
                : Optional.empty();
        boolean withBackups =
                switch (leaving) {
                    case NOTHING -> true;
                    case SCHEDULED_BACKUPS -> false;
                    case LAST_SNAPSHOT -> last.isPresent();
                };
        delete(rds, instance, last, withBackups);
    }

    private static boolean wantsSnapshot(DBInstance instance, Leaving leaving) {
        return switch (leaving) {
            case NOTHING -> false;
            case SCHEDULED_BACKUPS -> DatabaseState.of(instance) == DatabaseState.BROKEN;
            case LAST_SNAPSHOT -> true;
        };
    }

    /**
     * Lets an instance be deleted that is protected.
     *
     * @return whether it was
     */
    static boolean unprotect(RdsClient rds, DBInstance instance) {
        if (instance.deletionProtection()) {
            unlessItIsGone(
                    () -> rds.modifyDBInstance(modify -> modify.dbInstanceIdentifier(instance.dbInstanceIdentifier())
                            .deletionProtection(false)
                            .applyImmediately(true)));
        }
        return instance.deletionProtection();
    }

    /**
     * Begins to delete an instance, after a last snapshot of this name if there is to be one.
     *
     * @param withBackups whether its scheduled backups go too
     */
    static void delete(RdsClient rds, DBInstance instance, Optional<String> finalSnapshot, boolean withBackups) {
        unlessItIsGone(() -> rds.deleteDBInstance(delete -> delete.dbInstanceIdentifier(instance.dbInstanceIdentifier())
                .skipFinalSnapshot(finalSnapshot.isEmpty())
                .finalDBSnapshotIdentifier(finalSnapshot.orElse(null))
                .deleteAutomatedBackups(withBackups)));
    }

    private static void unlessItIsGone(Runnable call) {
        try {
            call.run();
        } catch (RdsException e) {
            if (!DatabaseInstances.NOT_FOUND.contains(AwsFailures.code(e))) {
                throw e;
            }
        }
    }
}
