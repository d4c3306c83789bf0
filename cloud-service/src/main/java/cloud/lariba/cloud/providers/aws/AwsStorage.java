package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.AwsFailures.classified;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.BucketObservation;
import cloud.lariba.cloud.providers.BucketSpec;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.Differences;
import cloud.lariba.cloud.providers.PresignRequest;
import cloud.lariba.cloud.providers.PresignedUrl;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.providers.StorageProvider;
import cloud.lariba.cloud.providers.s3.PresignedUrls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets of S3, whose access keys belong to IAM users that are made for them. */
final class AwsStorage implements StorageProvider {

    private final AwsClients clients;
    private final Buckets buckets;
    private final BucketUsers users;
    private final Networks networks;

    AwsStorage(AwsClients clients, Buckets buckets, BucketUsers users, Networks networks) {
        this.clients = clients;
        this.buckets = buckets;
        this.users = users;
        this.networks = networks;
    }

    @Override
    public void ensureBucket(BucketSpec spec) {
        classified(() -> {
            try {
                OwnBucket bucket = buckets.ensure(spec.identity());
                BucketAccess.ensure(bucket, spec.settings().publicAccess());
                BucketConfiguration.ensure(bucket, spec.settings(), kmsKey(spec.identity()));
                return bucket;
            } catch (S3Exception e) {
                if (AwsFailures.code(e).equals(Buckets.GONE)) {
                    throw new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "The new bucket does not show yet.", e);
                }
                throw e;
            }
        });
    }

    @Override
    public BucketObservation observe(ResourceIdentity identity) {
        return classified(() -> buckets.find(identity)
                .flatMap(bucket -> OwnBucket.configured(Buckets.GONE, () -> seen(identity, bucket)))
                .orElseGet(BucketObservation.Absent::new));
    }

    private BucketObservation seen(ResourceIdentity identity, OwnBucket bucket) {
        return BucketAccess.isGuarded(bucket) && BucketConfiguration.isEncrypted(bucket)
                ? new BucketObservation.Available(bucket.name(), bucket.region(), clients.s3Url(identity))
                : new BucketObservation.Creating();
    }

    @Override
    public List<Difference> differences(BucketSpec wanted) {
        ResourceIdentity identity = wanted.identity();
        return classified(() -> {
            OwnBucket bucket = buckets.find(identity).orElseThrow(AwsStorage::missing);
            Differences differences = new Differences();
            BucketConfiguration.compare(bucket, wanted.settings(), kmsKey(identity), differences);
            BucketAccess.compare(bucket, wanted.settings().publicAccess(), differences);
            buckets.compareTags(identity, bucket, differences);
            return differences.all();
        });
    }

    @Override
    public boolean isEmpty(ResourceIdentity identity) {
        return classified(
                () -> buckets.find(identity).map(BucketContents::isEmpty).orElse(true));
    }

    @Override
    public Instant clock(ResourceIdentity identity) {
        return classified(() -> BucketContents.clock(buckets.find(identity).orElseThrow(AwsStorage::missing)));
    }

    @Override
    public boolean empty(ResourceIdentity identity, Instant writtenUntil, int atMost) {
        return classified(() -> buckets.find(identity)
                .map(bucket -> BucketContents.removeSome(bucket, writtenUntil, atMost))
                .orElse(true));
    }

    @Override
    public void delete(ResourceIdentity identity) {
        classified(() -> {
            buckets.find(identity).ifPresent(Buckets::delete);
            // Keys go last: should the bucket turn out not to be empty, it is still usable.
            users.revokeAll(identity);
            return identity;
        });
    }

    @Override
    public BucketCredentials issueCredentials(ResourceIdentity identity, String name) {
        return classified(() -> {
            OwnBucket bucket = buckets.find(identity).orElseThrow(AwsStorage::missing);
            AccessKey key = users.issue(identity, name, Policies.ofKey(bucket, kmsKey(identity)));
            BucketCredentials credentials = new BucketCredentials(
                    key.accessKeyId(),
                    new Secret(key.secretAccessKey()),
                    bucket.name(),
                    bucket.region(),
                    clients.s3Url(identity));
            if (!new FirstUse(clients).findsBucket(identity, credentials)) {
                users.revoke(identity, Set.of(key.accessKeyId()));
                throw missing();
            }
            return credentials;
        });
    }

    @Override
    public List<String> accessKeys(ResourceIdentity identity) {
        return classified(() -> users.keys(identity));
    }

    @Override
    public int countKeys(ResourceIdentity identity) {
        return classified(() -> users.count(identity));
    }

    @Override
    public void revokeCredentials(ResourceIdentity identity, String accessKeyId) {
        revokeCredentials(identity, Set.of(accessKeyId));
    }

    @Override
    public void revokeCredentials(ResourceIdentity identity, Set<String> accessKeyIds) {
        classified(() -> {
            users.revoke(identity, accessKeyIds);
            return identity;
        });
    }

    @Override
    public PresignedUrl presign(BucketCredentials signer, PresignRequest request) {
        return PresignedUrls.sign(signer, request);
    }

    private Optional<String> kmsKey(ResourceIdentity identity) {
        return Optional.ofNullable(networks.of(identity).kmsKeys().get(identity.region()));
    }

    private static Permanent missing() {
        return new Permanent(Permanent.Reason.NOT_FOUND, "The bucket is not there.", null);
    }
}
