package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

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
        SCHEDULED_BACKUPS,
        LAST_SNAPSHOT
    }

    /** Brings the end of an instance nearer by one call. */
    void continueWith(ResourceIdentity identity, DBInstance instance, Leaving leaving) {
        if (DatabaseState.of(instance) == DatabaseState.DELETING) {
            return;
        }
        if (instance.deletionProtection()) {
            instances.unprotect(identity, instance);
            return;
        }
        Optional<String> last = leaving == Leaving.LAST_SNAPSHOT && DatabaseState.leavesSnapshot(instance)
                ? Optional.of(snapshots.lastOf(identity, instance))
                : Optional.empty();
        instances.delete(identity, instance, last, leaving != Leaving.SCHEDULED_BACKUPS);
    }
}
