package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.AwsFailures.classified;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.ResourceNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What carries this installation's tag in the platform's own account. Instances and databases are listed with their tags; of buckets only names
 * are, so their tags are read in the closer look.
 */
final class AwsInventory implements InventoryProvider {

    private static final String BUCKETS = "lrb-";
    private static final String DELETING = "deleting";

    private final AwsClients clients;
    private final String installationId;

    AwsInventory(AwsClients clients, String installationId) {
        this.clients = clients;
        this.installationId = installationId;
    }

    @Override
    public List<FoundResource> list(String region) {
        return classified(() -> {
            AwsClients.Account account = clients.inRegion(region);
            List<FoundResource> all = new ArrayList<>();
            account
                    .ec2()
                    .describeInstancesPaginator(
                            find -> find.filters(Tags.filter("tag:" + Tags.INSTALLATION, installationId)))
                    .reservations()
                    .stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .flatMap(instance -> instance(region, instance))
                    .forEach(all::add);
            account.rds().describeDBInstancesPaginator().dbInstances().stream()
                    .flatMap(database -> database(region, database))
                    .forEach(all::add);
            buckets(region, account.s3()).forEach(all::add);
            return all;
        });
    }

    @Override
    public Optional<FoundResource> prove(FoundResource found) {
        return found.kind() == Kind.STORAGE
                ? classified(() -> provenBucket(found))
                : list(found.region()).stream().filter(found::equals).findFirst();
    }

    private Stream<FoundResource> instance(String region, Instance instance) {
        InstanceStateName state = instance.state().name();
        if (state == InstanceStateName.TERMINATED || state == InstanceStateName.SHUTTING_DOWN) {
            return Stream.empty();
        }
        Map<String, String> tags = new HashMap<>();
        instance.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return found(Kind.COMPUTE, instance.instanceId(), region, tags, instance.instanceTypeAsString(), 0);
    }

    private Stream<FoundResource> database(String region, DBInstance database) {
        Map<String, String> tags = new HashMap<>();
        database.tagList().forEach(tag -> tags.put(tag.key(), tag.value()));
        if (DELETING.equals(database.dbInstanceStatus()) || !installationId.equals(tags.get(Tags.INSTALLATION))) {
            return Stream.empty();
        }
        int gb = database.allocatedStorage() == null ? 0 : database.allocatedStorage();
        return found(Kind.DATABASE, database.dbInstanceIdentifier(), region, tags, database.dbInstanceClass(), gb);
    }

    private static Stream<FoundResource> buckets(String region, S3Client s3) {
        return s3.listBucketsPaginator(list -> list.prefix(BUCKETS).bucketRegion(region)).buckets().stream()
                .flatMap(bucket -> ResourceNames.serviceOf(BUCKETS, bucket.name())
                        .map(service -> new FoundResource(Kind.STORAGE, bucket.name(), region, service, null, null, 0))
                        .stream());
    }

    private Optional<FoundResource> provenBucket(FoundResource found) {
        Map<String, String> tags = new HashMap<>();
        try {
            clients.inRegion(found.region())
                    .s3()
                    .getBucketTagging(get -> get.bucket(found.resourceId()))
                    .tagSet()
                    .forEach(tag -> tags.put(tag.key(), tag.value()));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                // Gone, or without a tag that would prove whose it is.
                return Optional.empty();
            }
            throw e;
        }
        boolean ours = installationId.equals(tags.get(Tags.INSTALLATION))
                && found.serviceId().toString().equals(tags.get(Tags.SERVICE));
        return ours
                ? found(Kind.STORAGE, found.resourceId(), found.region(), tags, null, 0)
                        .findFirst()
                : Optional.empty();
    }

    /** Tags that do not name a service prove nothing. */
    private static Stream<FoundResource> found(
            Kind kind, String id, String region, Map<String, String> tags, @Nullable String size, int gb) {
        return uuid(tags.get(Tags.SERVICE))
                .map(service -> new FoundResource(
                        kind, id, region, service, uuid(tags.get(Tags.PROJECT)).orElse(null), size, gb))
                .stream();
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
