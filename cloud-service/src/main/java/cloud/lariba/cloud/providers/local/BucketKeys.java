package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.BucketCredentials;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The access keys of buckets, as objects in the system bucket. A key works exactly while {@code keys/<access key id>} is there, whose content
 * names its bucket. Beside it, {@code buckets/<bucket>/<access key id>} lets us find a bucket's keys: it is written first and removed last,
 * so that no crash leaves a working key that nobody finds.
 */
final class BucketKeys {

    private static final String SYSTEM_BUCKET = "lariba-system";

    private final S3Client s3;
    private final KeyDerivation derivation;
    private final String endpoint;

    BucketKeys(S3Client s3, KeyDerivation derivation, String endpoint) {
        this.s3 = s3;
        this.derivation = derivation;
        this.endpoint = endpoint;
    }

    BucketCredentials issue(String bucket, String name) {
        String id = derivation.accessKeyId(bucket, name);
        if (!opens(id, bucket)) {
            put(indexOf(bucket) + id, "");
            put(keyOf(id), bucket);
        }
        return new BucketCredentials(id, derivation.secret(id), bucket, LocalProvider.NAME, endpoint);
    }

    List<String> of(String bucket) {
        String index = indexOf(bucket);
        List<String> ids = new ArrayList<>();
        var pages = s3.listObjectsV2Paginator(ListObjectsV2Request.builder()
                .bucket(SYSTEM_BUCKET)
                .prefix(index)
                .build());
        for (S3Object entry : pages.contents()) {
            ids.add(entry.key().substring(index.length()));
        }
        return ids;
    }

    void revoke(String bucket, String id) {
        if (opens(id, bucket)) {
            remove(keyOf(id));
        }
        remove(indexOf(bucket) + id);
    }

    void revokeAll(String bucket) {
        of(bucket).forEach(id -> revoke(bucket, id));
    }

    private boolean opens(String id, String bucket) {
        try {
            return s3.getObjectAsBytes(get -> get.bucket(SYSTEM_BUCKET).key(keyOf(id)))
                    .asUtf8String()
                    .equals(bucket);
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private void put(String key, String content) {
        s3.putObject(put -> put.bucket(SYSTEM_BUCKET).key(key), RequestBody.fromString(content));
    }

    private void remove(String key) {
        s3.deleteObject(delete -> delete.bucket(SYSTEM_BUCKET).key(key));
    }

    private static String keyOf(String id) {
        return "keys/" + id;
    }

    private static String indexOf(String bucket) {
        return "buckets/" + bucket + "/";
    }
}
