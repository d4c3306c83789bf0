package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.FoundResource.Kind;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The buckets that there are. Only their names are listed, so their tags are read in the closer look. */
record BucketFinder(FoundTags ours) implements Finder {

    private static final String BUCKETS = "lrb-";
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;

    @Override
    public Kind kind() {
        return Kind.STORAGE;
    }

    @Override
    public Stream<FoundResource> all(AwsClients.Account account) {
        return account
                .s3()
                .listBucketsPaginator(list -> list.prefix(BUCKETS).bucketRegion(account.region()))
                .buckets()
                .stream()
                .flatMap(bucket -> ResourceNames.serviceOf(BUCKETS, bucket.name())
                        .map(service -> new FoundResource(
                                Kind.STORAGE, bucket.name(), account.region(), service, null, null, 0))
                        .stream());
    }

    @Override
    public Optional<FoundResource> find(AwsClients.Account account, FoundResource found) {
        Map<String, String> tags = new HashMap<>();
        try {
            account.s3()
                    .getBucketTagging(get -> get.bucket(found.resourceId()).expectedBucketOwner(account.id()))
                    .tagSet()
                    .forEach(tag -> tags.put(tag.key(), tag.value()));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                // Gone, or without a tag that would prove whose it is.
                return Optional.empty();
            }
            if (e.statusCode() == FORBIDDEN && !isListed(account, found.resourceId())) {
                return Optional.empty();
            }
            throw e;
        }
        return ours.found(Kind.STORAGE, found.resourceId(), account.region(), tags, null, 0)
                .filter(proved -> proved.serviceId().equals(found.serviceId()));
    }

    /** Whether the account has it; then we are not allowed to look at it, and know nothing. */
    private static boolean isListed(AwsClients.Account account, String name) {
        return account.s3().listBucketsPaginator(list -> list.prefix(name)).buckets().stream()
                .anyMatch(bucket -> bucket.name().equals(name));
    }

    @Override
    public void remove(AwsClients.Account account, FoundResource found) {
        throw new Permanent(Permanent.Reason.INVALID_STATE, "A bucket is removed with all that belongs to it.", null);
    }
}
