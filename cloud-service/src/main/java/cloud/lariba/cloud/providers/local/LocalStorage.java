package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.BucketObservation;
import cloud.lariba.cloud.providers.BucketSpec;
import cloud.lariba.cloud.providers.PresignRequest;
import cloud.lariba.cloud.providers.PresignedUrl;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.StorageProvider;
import cloud.lariba.cloud.providers.s3.PresignedUrls;
import cloud.lariba.cloud.providers.s3.S3Time;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets on the S3 server of this machine. */
final class LocalStorage implements StorageProvider {

    private static final Logger LOG = Logger.getLogger(LocalStorage.class);

    private final S3Client s3;
    private final BucketKeys keys;
    private final String endpoint;

    LocalStorage(LocalProviderConfig.S3 config) {
        this.s3 = S3Clients.administrator(config);
        this.endpoint = config.endpoint().toString();
        this.keys = new BucketKeys(s3, new KeyDerivation(config.keyMaster()), endpoint);
    }

    @Override
    public void ensureBucket(BucketSpec spec) {
        String bucket = bucketOf(spec.identity());
        call(() -> {
            try {
                s3.createBucket(create -> create.bucket(bucket));
            } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
                // Names derive from service ids, so it is the one that an earlier call made.
                return null;
            }
            return null;
        });
    }

    @Override
    public BucketObservation observe(ResourceIdentity identity) {
        String bucket = bucketOf(identity);
        return exists(bucket)
                ? new BucketObservation.Available(bucket, LocalProvider.NAME, endpoint)
                : new BucketObservation.Absent();
    }

    @Override
    public boolean isEmpty(ResourceIdentity identity) {
        String bucket = bucketOf(identity);
        return call(() -> !exists(bucket)
                || s3.listObjectsV2(list -> list.bucket(bucket).maxKeys(1))
                        .contents()
                        .isEmpty());
    }

    @Override
    public Instant clock(ResourceIdentity identity) {
        return call(() -> S3Time.of(s3.headBucket(head -> head.bucket(bucketOf(identity)))));
    }

    @Override
    public boolean empty(ResourceIdentity identity, Instant writtenUntil, int atMost) {
        String bucket = bucketOf(identity);
        return call(() -> {
            if (!exists(bucket)) {
                return true;
            }
            abortUploads(bucket);
            List<ObjectIdentifier> objects =
                    s3.listObjectsV2Paginator(list -> list.bucket(bucket).maxKeys(atMost)).contents().stream()
                            .filter(object -> S3Time.isUntil(writtenUntil, object.lastModified()))
                            .limit(atMost)
                            .map(object ->
                                    ObjectIdentifier.builder().key(object.key()).build())
                            .toList();
            if (!objects.isEmpty()) {
                s3.deleteObjects(delete -> delete.bucket(bucket).delete(all -> all.objects(objects)));
            }
            return objects.size() < atMost;
        });
    }

    @Override
    public void delete(ResourceIdentity identity) {
        String bucket = bucketOf(identity);
        call(() -> {
            if (exists(bucket)) {
                abortUploads(bucket);
                s3.deleteBucket(delete -> delete.bucket(bucket));
            }
            // Keys go last: should the bucket turn out not to be empty, it is still usable.
            keys.revokeAll(bucket);
            return null;
        });
    }

    @Override
    public BucketCredentials issueCredentials(ResourceIdentity identity, String name) {
        String bucket = bucketOf(identity);
        return call(() -> {
            if (!exists(bucket)) {
                throw new Permanent(Permanent.Reason.NOT_FOUND, "The bucket is not there.", null);
            }
            return keys.issue(bucket, name);
        });
    }

    @Override
    public List<String> accessKeys(ResourceIdentity identity) {
        return call(() -> keys.of(bucketOf(identity)));
    }

    @Override
    public void revokeCredentials(ResourceIdentity identity, String accessKeyId) {
        call(() -> {
            keys.revoke(bucketOf(identity), accessKeyId);
            return null;
        });
    }

    @Override
    public PresignedUrl presign(BucketCredentials signer, PresignRequest request) {
        return PresignedUrls.sign(signer, request);
    }

    private boolean exists(String bucket) {
        return call(() -> {
            try {
                s3.headBucket(head -> head.bucket(bucket));
                return true;
            } catch (S3Exception e) {
                if (S3Failures.isMissing(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    private void abortUploads(String bucket) {
        s3.listMultipartUploads(list -> list.bucket(bucket)).uploads().forEach(upload -> {
            try {
                s3.abortMultipartUpload(
                        abort -> abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
            } catch (NoSuchUploadException e) {
                LOG.debugf("upload-already-ended bucket=%s", bucket);
            }
        });
    }

    private static String bucketOf(ResourceIdentity identity) {
        return "lrb-" + identity.compactServiceId();
    }

    private static <T extends @Nullable Object> T call(Supplier<T> call) {
        return S3Failures.classified(call);
    }
}
