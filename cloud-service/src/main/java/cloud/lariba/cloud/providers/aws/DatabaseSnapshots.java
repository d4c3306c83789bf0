package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
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

    /**
     * A name for the snapshot that stays when an instance is gone. RDS gives every instance an id that no other ever has; there may be one of that name
     * when an earlier deletion of the instance failed after it.
     */
    String lastOf(ResourceIdentity identity, DBInstance instance) {
        String first = lastOfAny(identity) + "-" + instance.dbiResourceId().toLowerCase(Locale.ROOT);
        String name = first;
        for (int i = 2; find(identity, name).isPresent(); i++) {
            name = first + "-" + i;
        }
        return name;
    }

    private static String lastOfAny(ResourceIdentity identity) {
        return Tags.nameOf(identity) + "-final";
    }

    /**
     * The snapshot of this name.
     *
     * @throws Permanent {@code invalid_state} when it is not ours
     */
    Optional<DBSnapshot> find(ResourceIdentity identity, String name) {
        try {
            return rds(identity).describeDBSnapshots(find -> find.dbSnapshotIdentifier(name)).dbSnapshots().stream()
                    .findFirst()
                    .map(snapshot -> tags.requireOwn(identity, snapshot, snapshot.tagList()));
        } catch (RdsException e) {
            if (NOT_FOUND.contains(AwsFailures.code(e))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * All of the service but those that stay.
     *
     * @throws Permanent {@code invalid_state} when one of them is not ours
     */
    List<DBSnapshot> all(ResourceIdentity identity) {
        return rds(identity).describeDBSnapshotsPaginator(find -> find.snapshotType(MANUAL)).dbSnapshots().stream()
                .filter(snapshot -> snapshot.dbSnapshotIdentifier().startsWith(Tags.nameOf(identity) + "-"))
                .filter(snapshot -> !snapshot.dbSnapshotIdentifier().startsWith(lastOfAny(identity)))
                .map(snapshot -> tags.requireOwn(identity, snapshot, snapshot.tagList()))
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
