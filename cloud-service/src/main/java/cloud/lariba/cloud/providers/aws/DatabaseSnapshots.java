package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;

/** The calls of RDS that are about snapshots that were asked for; the scheduled ones are RDS's own. */
final class DatabaseSnapshots {

    private static final Set<String> NOT_FOUND = Set.of("DBSnapshotNotFound", "DBSnapshotNotFoundFault");
    private static final String EXISTS = "DBSnapshotAlreadyExists";
    private static final String MANUAL = "manual";

    private final AwsClients clients;
    private final Tags tags;

    DatabaseSnapshots(AwsClients clients, Tags tags) {
        this.clients = clients;
        this.tags = tags;
    }

    static String nameOf(ResourceIdentity identity, UUID id) {
        return Tags.nameOf(identity) + "-" + id.toString().replace("-", "");
    }

    /** The name of the snapshot that stays when the service is gone. */
    static String lastOf(ResourceIdentity identity) {
        return Tags.nameOf(identity) + "-final";
    }

    Optional<DBSnapshot> find(ResourceIdentity identity, String name) {
        try {
            return rds(identity).describeDBSnapshots(find -> find.dbSnapshotIdentifier(name)).dbSnapshots().stream()
                    .findFirst();
        } catch (RdsException e) {
            if (NOT_FOUND.contains(AwsFailures.code(e))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** All of the service but the last one. */
    List<DBSnapshot> all(ResourceIdentity identity) {
        return rds(identity).describeDBSnapshotsPaginator(find -> find.snapshotType(MANUAL)).dbSnapshots().stream()
                .filter(snapshot -> snapshot.dbSnapshotIdentifier().startsWith(Tags.nameOf(identity) + "-"))
                .filter(snapshot -> !snapshot.dbSnapshotIdentifier().equals(lastOf(identity)))
                .toList();
    }

    /** Begins a snapshot, unless somebody just has. */
    void create(ResourceIdentity identity, String name) {
        try {
            rds(identity)
                    .createDBSnapshot(create -> create.dbInstanceIdentifier(DatabaseInstances.nameOf(identity))
                            .dbSnapshotIdentifier(name)
                            .tags(Tags.ofRds(tags.ofService(identity))));
        } catch (RdsException e) {
            if (!AwsFailures.code(e).equals(EXISTS)) {
                throw e;
            }
        }
    }

    void delete(ResourceIdentity identity, String name) {
        try {
            rds(identity).deleteDBSnapshot(delete -> delete.dbSnapshotIdentifier(name));
        } catch (RdsException e) {
            if (!NOT_FOUND.contains(AwsFailures.code(e))) {
                throw e;
            }
        }
    }

    private RdsClient rds(ResourceIdentity identity) {
        return clients.of(identity).rds();
    }
}
