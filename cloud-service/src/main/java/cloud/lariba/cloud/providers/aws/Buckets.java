package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Buckets by name, and whose they are. A bucket is ours when our account owns it, under a name that derives from a random id, and nobody else's
 * tags are on it: S3 tags a bucket only after it was made, so one without tags is what a crash left between the two calls.
 */
final class Buckets {

    /** The code with which S3 says that a bucket is not there. */
    static final String GONE = "NoSuchBucket";

    /** What S3 says of a bucket that another account has, in our region or in another one. */
    private static final Set<Integer> ELSEWHERE = Set.of(301, 403);

    private static final int NOT_FOUND = 404;
    /** The region that CreateBucket takes no location constraint for. */
    private static final String UNCONSTRAINED = "us-east-1";

    private final AwsClients clients;
    private final Tags tags;

    Buckets(AwsClients clients, Tags tags) {
        this.clients = clients;
        this.tags = tags;
    }

    /** The bucket, whether it is there or not. */
    OwnBucket of(ResourceIdentity identity) {
        AwsClients.Account account = clients.of(identity);
        return new OwnBucket(account.s3(), Tags.nameOf(identity), identity.region(), account.id());
    }

    /**
     * The bucket, if it is there.
     *
     * @throws Permanent {@code invalid_state} when it carries the tags of somebody else
     */
    Optional<OwnBucket> find(ResourceIdentity identity) {
        OwnBucket bucket = of(identity);
        if (!exists(bucket)) {
            return Optional.empty();
        }
        // S3 shows some things of a bucket for a while when it says of others that the bucket is gone.
        return OwnBucket.configured(GONE, () -> {
            requireOurs(identity, bucket, tagsOf(bucket));
            return bucket;
        });
    }

    /**
     * Makes the bucket, with its tags.
     *
     * @throws Permanent {@code rejected} when another account has a bucket of the name, otherwise as {@link #find}
     */
    OwnBucket ensure(ResourceIdentity identity) {
        OwnBucket bucket = of(identity);
        if (!mayExist(bucket)) {
            create(bucket);
        }
        Map<String, String> present = tagsOf(bucket);
        requireOurs(identity, bucket, present);
        Map<String, String> wanted = new TreeMap<>(present);
        wanted.putAll(tags.ofService(identity));
        if (!wanted.equals(present)) {
            bucket.s3()
                    .putBucketTagging(put -> put.bucket(bucket.name())
                            .expectedBucketOwner(bucket.account())
                            .tagging(tagging -> tagging.tagSet(asTags(wanted))));
        }
        return bucket;
    }

    /** Notes when the bucket does not have its tags. */
    void compareTags(ResourceIdentity identity, OwnBucket bucket, Differences differences) {
        differences.compare(Tags.FIELD, tags.ofService(identity), tags.ofServiceAmong(identity, tagsOf(bucket)));
    }

    /** Removes the empty bucket. */
    static void delete(OwnBucket bucket) {
        OwnBucket.configured(
                GONE,
                () -> bucket.s3()
                        .deleteBucket(delete -> delete.bucket(bucket.name()).expectedBucketOwner(bucket.account())));
    }

    /** A bucket of the name that another account has is not ours, so ours is not there. */
    private static boolean exists(OwnBucket bucket) {
        try {
            head(bucket);
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            if (!ELSEWHERE.contains(e.statusCode())) {
                throw e;
            }
            if (isListed(bucket)) {
                throw new NeedsPerson(
                        NeedsPerson.Reason.PERMISSION,
                        "AWS does not allow the platform to look at the bucket " + bucket.name() + ".",
                        e);
            }
            return false;
        }
    }

    /** Whether our account has it: S3 lists to each account its own. */
    private static boolean isListed(OwnBucket bucket) {
        return bucket.s3().listBucketsPaginator(list -> list.prefix(bucket.name())).buckets().stream()
                .anyMatch(own -> own.name().equals(bucket.name()));
    }

    /** A bucket that we may not see may be another account's; making it tells. */
    private static boolean mayExist(OwnBucket bucket) {
        try {
            head(bucket);
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND || ELSEWHERE.contains(e.statusCode())) {
                return false;
            }
            throw e;
        }
    }

    private static void head(OwnBucket bucket) {
        bucket.s3().headBucket(head -> head.bucket(bucket.name()).expectedBucketOwner(bucket.account()));
    }

    private static void create(OwnBucket bucket) {
        try {
            bucket.s3().createBucket(create -> {
                create.bucket(bucket.name()).objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED);
                if (!bucket.region().equals(UNCONSTRAINED)) {
                    create.createBucketConfiguration(where -> where.locationConstraint(bucket.region()));
                }
            });
        } catch (S3Exception e) {
            switch (AwsFailures.code(e)) {
                case "BucketAlreadyOwnedByYou" -> {
                    // Somebody else who makes it just now, or an answer that was lost.
                }
                case "BucketAlreadyExists" ->
                    throw new Permanent(
                            Permanent.Reason.REJECTED,
                            "Another AWS account has a bucket of the name " + bucket.name() + ".",
                            e);
                default -> throw e;
            }
        }
    }

    private static Map<String, String> tagsOf(OwnBucket bucket) {
        Map<String, String> tags = new TreeMap<>();
        OwnBucket.configured(
                        "NoSuchTagSet",
                        () -> bucket.s3()
                                .getBucketTagging(
                                        get -> get.bucket(bucket.name()).expectedBucketOwner(bucket.account())))
                .ifPresent(answer -> answer.tagSet().forEach(tag -> tags.put(tag.key(), tag.value())));
        return tags;
    }

    private void requireOurs(ResourceIdentity identity, OwnBucket bucket, Map<String, String> present) {
        boolean foreign = tags.ofService(identity).entrySet().stream()
                .filter(tag -> Tags.isIdentifying(tag.getKey()))
                .anyMatch(tag -> !tag.getValue().equals(present.getOrDefault(tag.getKey(), tag.getValue())));
        if (foreign) {
            throw new Permanent(
                    Permanent.Reason.INVALID_STATE,
                    "The tags of the bucket " + bucket.name() + " say that it belongs to something else.",
                    null);
        }
    }

    private static List<Tag> asTags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
