package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** The calls of RDS that are about single instances. Identifiers derive from service and generation, so two who make the same one at once make one. */
final class DatabaseInstances {

    /** The database of every instance that the master user connects to. */
    static final String ADMINISTRATIVE_DATABASE = "postgres";

    static final int PORT = 5432;

    /** The master user, which RDS allows 16 characters. */
    private static final String MASTER = "lariba_admin";

    static final Set<String> NOT_FOUND = Set.of("DBInstanceNotFound", "DBInstanceNotFoundFault");
    private static final String COMBINATION = "InvalidParameterCombination";
    private static final Set<String> EXISTS = Set.of("DBInstanceAlreadyExists", "DBInstanceAlreadyExistsFault");
    private static final String ENGINE = "postgres";
    private static final String STORAGE_TYPE = "gp3";

    private final AwsClients clients;
    private final Tags tags;

    DatabaseInstances(AwsClients clients, Tags tags) {
        this.clients = clients;
        this.tags = tags;
    }

    /** The identifier, at most 63 characters of {@code [a-z0-9-]}. */
    static String nameOf(ResourceIdentity identity) {
        String first = Tags.nameOf(identity);
        return identity.generation() == 1 ? first : first + "-g" + identity.generation();
    }

    /** The generation that an instance of the service is of. */
    static long generationOf(ResourceIdentity identity, DBInstance instance) {
        String suffix =
                instance.dbInstanceIdentifier().substring(Tags.nameOf(identity).length());
        return suffix.isEmpty() ? 1 : Long.parseLong(suffix.substring("-g".length()));
    }

    /**
     * The instance of this generation.
     *
     * @throws Permanent {@code invalid_state} when the instance of this name is not ours
     */
    Optional<DBInstance> find(ResourceIdentity identity) {
        return find(rds(identity), nameOf(identity))
                .map(instance -> tags.requireOwn(identity, instance, instance.tagList()));
    }

    /** The instance of this identifier, whoever it belongs to. */
    static Optional<DBInstance> find(RdsClient rds, String id) {
        try {
            return rds.describeDBInstances(find -> find.dbInstanceIdentifier(id)).dbInstances().stream()
                    .findFirst();
        } catch (RdsException e) {
            if (NOT_FOUND.contains(AwsFailures.code(e))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * The instances of all generations.
     *
     * @throws Permanent {@code invalid_state} when one of them is not ours
     */
    List<DBInstance> all(ResourceIdentity identity) {
        String first = Tags.nameOf(identity);
        return rds(identity).describeDBInstancesPaginator().dbInstances().stream()
                .filter(instance -> instance.dbInstanceIdentifier().equals(first)
                        || instance.dbInstanceIdentifier().matches(first + "-g\\d{1,18}"))
                .map(instance -> tags.requireOwn(identity, instance, instance.tagList()))
                .toList();
    }

    /** Makes the instance, unless somebody just has. */
    void create(DatabaseSpec spec, Secret master, DatabaseNetwork.Place place) {
        DatabaseSettings settings = spec.settings();
        unlessItExists(() -> rds(spec.identity())
                .createDBInstance(create -> create.dbInstanceIdentifier(nameOf(spec.identity()))
                        .engine(ENGINE)
                        .engineVersion(settings.version())
                        .dbInstanceClass(settings.instanceClass())
                        .allocatedStorage(settings.storageGb())
                        .storageType(STORAGE_TYPE)
                        .storageEncrypted(true)
                        .masterUsername(MASTER)
                        .masterUserPassword(master.value())
                        .port(PORT)
                        .dbSubnetGroupName(place.subnetGroup())
                        .vpcSecurityGroupIds(place.groupId())
                        .publiclyAccessible(isPublic(settings))
                        .multiAZ(settings.multiAz())
                        .backupRetentionPeriod(settings.backupRetentionDays())
                        .deletionProtection(spec.deletionProtection())
                        .copyTagsToSnapshot(true)
                        .autoMinorVersionUpgrade(true)
                        .tags(Tags.ofRds(tags.ofService(spec.identity())))));
    }

    /** Makes the instance out of a snapshot, unless somebody just has. What the call does not take is changed afterwards. */
    void restore(DatabaseSpec spec, String snapshot, DatabaseNetwork.Place place) {
        DatabaseSettings settings = spec.settings();
        unlessItExists(() -> rds(spec.identity())
                .restoreDBInstanceFromDBSnapshot(restore -> restore.dbInstanceIdentifier(nameOf(spec.identity()))
                        .dbSnapshotIdentifier(snapshot)
                        .dbInstanceClass(settings.instanceClass())
                        .storageType(STORAGE_TYPE)
                        .port(PORT)
                        .dbSubnetGroupName(place.subnetGroup())
                        .vpcSecurityGroupIds(place.groupId())
                        .publiclyAccessible(isPublic(settings))
                        .multiAZ(settings.multiAz())
                        .deletionProtection(spec.deletionProtection())
                        .copyTagsToSnapshot(true)
                        .autoMinorVersionUpgrade(true)
                        .tags(Tags.ofRds(tags.ofService(spec.identity())))));
    }

    /**
     * Asks for what is different at once, also when it interrupts the database.
     *
     * @return whether nothing is different, or on its way to be
     */
    boolean obeys(DatabaseSpec spec, DBInstance instance, DatabaseNetwork.Place place) {
        if (isChanging(instance.pendingModifiedValues())) {
            return false;
        }
        ensureTags(spec.identity(), instance);
        Optional<ModifyDbInstanceRequest> change = difference(spec, instance, place);
        change.ifPresent(request -> modify(spec.identity(), request));
        return change.isEmpty();
    }

    /**
     * Gives an instance whose disk is full the larger one that the spec asks for.
     *
     * @throws Permanent {@code invalid_state} when the spec asks for none
     */
    void grow(DatabaseSpec spec, DBInstance instance) {
        if (isChanging(instance.pendingModifiedValues())) {
            return;
        }
        int wanted = spec.settings().storageGb();
        if (instance.allocatedStorage() >= wanted) {
            throw new Permanent(
                    Permanent.Reason.INVALID_STATE, "The database's disk is full; ask for more storage_gb.", null);
        }
        modify(
                spec.identity(),
                ModifyDbInstanceRequest.builder()
                        .dbInstanceIdentifier(instance.dbInstanceIdentifier())
                        .allocatedStorage(wanted)
                        .applyImmediately(true)
                        .build());
    }

    /** RDS takes the next change of a disk six hours after the one before it, or when it has optimised the disk. */
    private void modify(ResourceIdentity identity, ModifyDbInstanceRequest request) {
        try {
            rds(identity).modifyDBInstance(request);
        } catch (RdsException e) {
            if (request.allocatedStorage() != null && AwsFailures.code(e).equals(COMBINATION) && isOfStorage(e)) {
                throw new Retryable(
                        Retryable.Reason.NOT_YET_VISIBLE,
                        "AWS changes the disk again only when it has finished the change before it, within some hours.",
                        e);
            }
            throw e;
        }
    }

    private static boolean isOfStorage(RdsException e) {
        String message = String.valueOf(e.awsErrorDetails().errorMessage()).toLowerCase(Locale.ROOT);
        return message.contains("storage") && (message.contains("optimiz") || message.contains("hours"));
    }

    private static Optional<ModifyDbInstanceRequest> difference(
            DatabaseSpec spec, DBInstance instance, DatabaseNetwork.Place place) {
        DatabaseSettings settings = spec.settings();
        ModifyDbInstanceRequest.Builder change = ModifyDbInstanceRequest.builder();
        ModifyDbInstanceRequest nothing = change.build();
        if (!settings.instanceClass().equals(instance.dbInstanceClass())) {
            change.dbInstanceClass(settings.instanceClass());
        }
        if (instance.allocatedStorage() < settings.storageGb()) {
            change.allocatedStorage(settings.storageGb());
        }
        if (instance.multiAZ() != settings.multiAz()) {
            change.multiAZ(settings.multiAz());
        }
        if (instance.backupRetentionPeriod() != settings.backupRetentionDays()) {
            change.backupRetentionPeriod(settings.backupRetentionDays());
        }
        if (instance.publiclyAccessible() != isPublic(settings)) {
            change.publiclyAccessible(isPublic(settings));
        }
        if (instance.deletionProtection() != spec.deletionProtection()) {
            change.deletionProtection(spec.deletionProtection());
        }
        if (!groupsOf(instance).equals(Set.of(place.groupId()))) {
            change.vpcSecurityGroupIds(place.groupId());
        }
        return change.build().equals(nothing)
                ? Optional.empty()
                : Optional.of(change.dbInstanceIdentifier(instance.dbInstanceIdentifier())
                        .applyImmediately(true)
                        .build());
    }

    /** Notes in what the instance is not as it is wanted; what waits for the maintenance window has not happened. */
    void compare(DatabaseSpec spec, DBInstance instance, Differences differences) {
        DatabaseSettings settings = spec.settings();
        differences
                .compare(
                        "version",
                        instance.engineVersion().split("\\.")[0].equals(settings.version()),
                        settings.version(),
                        instance.engineVersion())
                .compare("instance_class", settings.instanceClass(), instance.dbInstanceClass())
                .compare("storage_gb", settings.storageGb(), instance.allocatedStorage())
                .compare("multi_az", settings.multiAz(), instance.multiAZ())
                .compare("backup_retention_days", settings.backupRetentionDays(), instance.backupRetentionPeriod())
                .compare("publicly_accessible", isPublic(settings), instance.publiclyAccessible())
                .compare("deletion_protection", spec.deletionProtection(), instance.deletionProtection())
                .compare(Tags.FIELD, tags.ofService(spec.identity()), ownTags(spec.identity(), instance));
    }

    private Map<String, String> ownTags(ResourceIdentity identity, DBInstance instance) {
        Map<String, String> present = new HashMap<>();
        instance.tagList().forEach(tag -> present.put(tag.key(), tag.value()));
        return tags.ofServiceAmong(identity, present);
    }

    private void ensureTags(ResourceIdentity identity, DBInstance instance) {
        Map<String, String> wanted = tags.ofService(identity);
        if (!wanted.equals(ownTags(identity, instance))) {
            rds(identity)
                    .addTagsToResource(
                            add -> add.resourceName(instance.dbInstanceArn()).tags(Tags.ofRds(wanted)));
        }
    }

    /** Gives the master user this password: one that was restored has the password of the snapshot's time. */
    void setMasterPassword(ResourceIdentity identity, Secret master) {
        rds(identity)
                .modifyDBInstance(modify -> modify.dbInstanceIdentifier(nameOf(identity))
                        .masterUserPassword(master.value())
                        .applyImmediately(true));
    }

    RdsClient rds(ResourceIdentity identity) {
        return clients.of(identity).rds();
    }

    private static void unlessItExists(Runnable call) {
        try {
            call.run();
        } catch (RdsException e) {
            if (!EXISTS.contains(AwsFailures.code(e))) {
                throw e;
            }
        }
    }

    private static boolean isPublic(DatabaseSettings settings) {
        return !settings.allowedCidrs().isEmpty();
    }

    static Set<String> groupsOf(DBInstance instance) {
        return instance.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .collect(Collectors.toSet());
    }

    private static boolean isChanging(PendingModifiedValues pending) {
        return pending != null
                && (pending.dbInstanceClass() != null
                        || pending.allocatedStorage() != null
                        || pending.multiAZ() != null
                        || pending.backupRetentionPeriod() != null
                        || pending.masterUserPassword() != null);
    }
}
