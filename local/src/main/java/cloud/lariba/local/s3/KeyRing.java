package cloud.lariba.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.BlobStoreLocator;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Decides what an access key may do. The administrator may do everything. A bucket key is valid exactly while the object
 * {@code keys/<access key id>} exists in the bucket {@value #SYSTEM_BUCKET}; the object's content names the one bucket
 * that the key opens. That object is read on each request, so that withdrawing a key takes effect at once.
 */
final class KeyRing implements BlobStoreLocator {

    /** Holds the bucket keys; only the administrator can see it. */
    static final String SYSTEM_BUCKET = "lariba-system";

    private static final int LONGEST_BUCKET_NAME = 63;

    private final BlobStore store;
    private final Administrator administrator;
    private final byte[] master;

    /** The key pair that may do everything. */
    record Administrator(String accessKeyId, String secret) {

        @Override
        public String toString() {
            return "Administrator[accessKeyId=" + accessKeyId + "]";
        }
    }

    KeyRing(BlobStore store, Administrator administrator, byte[] master) {
        this.store = store;
        this.administrator = administrator;
        this.master = master.clone();
    }

    @Override
    public @Nullable AccessGrant locateBlobStore(
            @Nullable String identity, @Nullable String container, @Nullable String blob) {
        if (identity == null) {
            return null;
        }
        if (identity.equals(administrator.accessKeyId())) {
            return new AccessGrant(administrator.secret(), store);
        }
        if (!BucketKey.isBucketKey(identity)) {
            return null;
        }
        BucketKey key = new BucketKey(identity);
        return bucketOf(key)
                .map(bucket -> new AccessGrant(key.secret(master), new BucketStore(bucket, store)))
                .orElse(null);
    }

    private Optional<String> bucketOf(BucketKey key) {
        try (var content = store.getBlob(SYSTEM_BUCKET, "keys/" + key.accessKeyId())) {
            if (content == null) {
                return Optional.empty();
            }
            String bucket = new String(content.readNBytes(LONGEST_BUCKET_NAME + 1), StandardCharsets.UTF_8).strip();
            boolean usable = !bucket.isEmpty() && !bucket.equals(SYSTEM_BUCKET);
            return usable ? Optional.of(bucket) : Optional.empty();
        } catch (AwsServiceException e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
