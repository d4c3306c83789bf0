package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/** What there is in RDS, which knows no filter by tags. The last snapshot of a deleted database stays on purpose, so it is not shown. */
final class RdsFinders {

    private static final String DELETING = "deleting";
    private static final String MANUAL = "manual";
    private static final String LAST = "lrb-\\p{XDigit}{32}-final.*";
    private static final Set<String> NOT_FOUND =
            Set.of("DBInstanceNotFound", "DBInstanceNotFoundFault", "DBSnapshotNotFound", "DBSnapshotNotFoundFault");

    private RdsFinders() {}

    static List<Finder> of(FoundTags ours) {
        return List.of(new Databases(ours), new Snapshots(ours));
    }

    private static Map<String, String> map(List<Tag> tags) {
        Map<String, String> map = new HashMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }

    private static int gb(Integer allocated) {
        return allocated == null ? 0 : allocated;
    }

    private static Optional<FoundResource> unlessGone(Stream<FoundResource> look) {
        try {
            return look.findFirst();
        } catch (RdsException e) {
            if (NOT_FOUND.contains(AwsFailures.code(e))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private record Databases(FoundTags ours) implements Finder {

        @Override
        public Kind kind() {
            return Kind.DATABASE;
        }

        @Override
        public Stream<FoundResource> all(AwsClients.Account account) {
            return account.rds().describeDBInstancesPaginator().dbInstances().stream()
                    .flatMap(database -> found(account, database).stream());
        }

        @Override
        public Optional<FoundResource> find(AwsClients.Account account, FoundResource found) {
            return unlessGone(Stream.of(found.resourceId())
                    .flatMap(id ->
                            account
                                    .rds()
                                    .describeDBInstances(find -> find.dbInstanceIdentifier(id))
                                    .dbInstances()
                                    .stream())
                    .flatMap(database -> found(account, database).stream())
                    .filter(seen -> FoundTags.isOf(found, seen)));
        }

        /** In two calls where it is protected. */
        @Override
        public void remove(AwsClients.Account account, FoundResource found) {
            RdsClient rds = account.rds();
            DatabaseInstances.find(rds, found.resourceId()).ifPresent(database -> {
                if (!DatabaseRemoval.unprotect(rds, database)) {
                    DatabaseRemoval.delete(rds, database, Optional.empty(), true);
                }
            });
        }

        private Optional<FoundResource> found(AwsClients.Account account, DBInstance database) {
            return DELETING.equals(database.dbInstanceStatus())
                    ? Optional.empty()
                    : ours.found(
                            Kind.DATABASE,
                            database.dbInstanceIdentifier(),
                            account.region(),
                            map(database.tagList()),
                            database.dbInstanceClass(),
                            gb(database.allocatedStorage()));
        }
    }

    private record Snapshots(FoundTags ours) implements Finder {

        @Override
        public Kind kind() {
            return Kind.SNAPSHOT;
        }

        @Override
        public Stream<FoundResource> all(AwsClients.Account account) {
            return account.rds().describeDBSnapshotsPaginator(find -> find.snapshotType(MANUAL)).dbSnapshots().stream()
                    .flatMap(snapshot -> found(account, snapshot).stream());
        }

        @Override
        public Optional<FoundResource> find(AwsClients.Account account, FoundResource found) {
            return unlessGone(Stream.of(found.resourceId())
                    .flatMap(id ->
                            account
                                    .rds()
                                    .describeDBSnapshots(find -> find.dbSnapshotIdentifier(id))
                                    .dbSnapshots()
                                    .stream())
                    .flatMap(snapshot -> found(account, snapshot).stream())
                    .filter(seen -> FoundTags.isOf(found, seen)));
        }

        @Override
        public void remove(AwsClients.Account account, FoundResource found) {
            try {
                account.rds().deleteDBSnapshot(delete -> delete.dbSnapshotIdentifier(found.resourceId()));
            } catch (RdsException e) {
                if (!NOT_FOUND.contains(AwsFailures.code(e))) {
                    throw e;
                }
            }
        }

        private Optional<FoundResource> found(AwsClients.Account account, DBSnapshot snapshot) {
            return DELETING.equals(snapshot.status())
                            || snapshot.dbSnapshotIdentifier().matches(LAST)
                    ? Optional.empty()
                    : ours.found(
                            Kind.SNAPSHOT,
                            snapshot.dbSnapshotIdentifier(),
                            account.region(),
                            map(snapshot.tagList()),
                            null,
                            gb(snapshot.allocatedStorage()));
        }
    }
}
