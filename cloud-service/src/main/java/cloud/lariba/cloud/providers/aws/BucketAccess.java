package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Who reaches a bucket besides its owner: nobody by access control lists, and by policy either nobody or, for reading, anybody. Statements of the
 * policy that others wrote stay.
 */
final class BucketAccess {

    private BucketAccess() {}

    /** Makes the bucket public for reading, or not at all; closing comes first, opening last. */
    static void ensure(OwnBucket bucket, boolean publicRead) {
        ensureOwnership(bucket);
        boolean changed = ensureBlock(bucket, publicRead);
        String policy = policyOf(bucket);
        if (publicRead && !Policies.isPublicRead(policy, bucket)) {
            open(bucket, Policies.withPublicRead(policy, bucket), changed);
        } else if (!publicRead && Policies.mentionsPublicRead(policy)) {
            Policies.withoutPublicRead(policy)
                    .ifPresentOrElse(
                            rest -> put(bucket, rest),
                            () -> bucket.s3()
                                    .deleteBucketPolicy(delete ->
                                            delete.bucket(bucket.name()).expectedBucketOwner(bucket.account())));
        }
    }

    /** Notes when the bucket is public and should not be, or the other way round, or when its guards are not what they should be. */
    static void compare(OwnBucket bucket, boolean publicRead, Differences differences) {
        PublicAccessBlockConfiguration block = blockOf(bucket);
        boolean unblocked = block == null
                || !Boolean.TRUE.equals(block.blockPublicPolicy())
                        && !Boolean.TRUE.equals(block.restrictPublicBuckets());
        boolean open = unblocked && Policies.isForAnybody(policyOf(bucket));
        PublicAccessBlockConfiguration wanted = blocking(publicRead);
        differences
                .compare("public_access", publicRead, open)
                .compare(
                        "public_access_block",
                        wanted.equals(block) || blocking(open).equals(block),
                        words(wanted),
                        words(block));
    }

    private static Map<String, Boolean> words(@Nullable PublicAccessBlockConfiguration block) {
        Map<String, Boolean> words = new TreeMap<>();
        words.put("block_public_acls", block != null && Boolean.TRUE.equals(block.blockPublicAcls()));
        words.put("ignore_public_acls", block != null && Boolean.TRUE.equals(block.ignorePublicAcls()));
        words.put("block_public_policy", block != null && Boolean.TRUE.equals(block.blockPublicPolicy()));
        words.put("restrict_public_buckets", block != null && Boolean.TRUE.equals(block.restrictPublicBuckets()));
        return words;
    }

    private static PublicAccessBlockConfiguration blocking(boolean publicRead) {
        return PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(true)
                .ignorePublicAcls(true)
                .blockPublicPolicy(!publicRead)
                .restrictPublicBuckets(!publicRead)
                .build();
    }

    /** Whether the bucket is shut at least against access control lists, which every bucket of ours is once it was set up. */
    static boolean isGuarded(OwnBucket bucket) {
        PublicAccessBlockConfiguration block = blockOf(bucket);
        return block != null
                && Boolean.TRUE.equals(block.blockPublicAcls())
                && Boolean.TRUE.equals(block.ignorePublicAcls());
    }

    private static void ensureOwnership(OwnBucket bucket) {
        boolean enforced = OwnBucket.configured(
                        "OwnershipControlsNotFoundError",
                        () -> bucket.s3()
                                .getBucketOwnershipControls(
                                        get -> get.bucket(bucket.name()).expectedBucketOwner(bucket.account())))
                .stream()
                .flatMap(answer -> answer.ownershipControls().rules().stream())
                .anyMatch(rule -> rule.objectOwnership() == ObjectOwnership.BUCKET_OWNER_ENFORCED);
        if (!enforced) {
            bucket.s3()
                    .putBucketOwnershipControls(put -> put.bucket(bucket.name())
                            .expectedBucketOwner(bucket.account())
                            .ownershipControls(controls -> controls.rules(
                                    rule -> rule.objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED))));
        }
    }

    private static boolean ensureBlock(OwnBucket bucket, boolean publicRead) {
        PublicAccessBlockConfiguration wanted = blocking(publicRead);
        if (wanted.equals(blockOf(bucket))) {
            return false;
        }
        bucket.s3()
                .putPublicAccessBlock(put -> put.bucket(bucket.name())
                        .expectedBucketOwner(bucket.account())
                        .publicAccessBlockConfiguration(wanted));
        return true;
    }

    private static @Nullable PublicAccessBlockConfiguration blockOf(OwnBucket bucket) {
        return OwnBucket.configured(
                        "NoSuchPublicAccessBlockConfiguration",
                        () -> bucket.s3()
                                .getPublicAccessBlock(
                                        get -> get.bucket(bucket.name()).expectedBucketOwner(bucket.account()))
                                .publicAccessBlockConfiguration())
                .orElse(null);
    }

    private static @Nullable String policyOf(OwnBucket bucket) {
        return OwnBucket.configured(
                        "NoSuchBucketPolicy",
                        () -> bucket.s3()
                                .getBucketPolicy(
                                        get -> get.bucket(bucket.name()).expectedBucketOwner(bucket.account())))
                .map(GetBucketPolicyResponse::policy)
                .orElse(null);
    }

    /** A public policy is refused while the block is still seen somewhere, and for good where the account has one of its own. */
    private static void open(OwnBucket bucket, String policy, boolean justUnblocked) {
        try {
            put(bucket, policy);
        } catch (S3Exception e) {
            if (!AwsFailures.code(e).equals("AccessDenied")) {
                throw e;
            }
            if (justUnblocked) {
                throw new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "AWS still blocks public access.", e);
            }
            throw new NeedsPerson(
                    NeedsPerson.Reason.PERMISSION, "The AWS account does not allow buckets that anybody may read.", e);
        }
    }

    private static void put(OwnBucket bucket, String policy) {
        bucket.s3()
                .putBucketPolicy(put -> put.bucket(bucket.name())
                        .expectedBucketOwner(bucket.account())
                        .policy(policy));
    }
}
