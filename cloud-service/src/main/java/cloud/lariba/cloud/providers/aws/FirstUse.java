package cloud.lariba.cloud.providers.aws;

import cloud.lariba.cloud.providers.BucketCredentials;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.time.Duration;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/**
 * Waits until S3 knows a new access key. IAM "achieves high availability by replicating data", so for some seconds after it made a key S3 may refuse
 * it ("Changes that I make are not always immediately visible", IAM User Guide).
 */
final class FirstUse {

    private static final Logger LOG = Logger.getLogger(FirstUse.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final AwsClients clients;

    FirstUse(AwsClients clients) {
        this.clients = clients;
    }

    /**
     * Returns when the key opens its bucket, or when the patience is over: the key will work, only later.
     *
     * @return false when the bucket is gone
     */
    boolean findsBucket(ResourceIdentity identity, BucketCredentials key) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (S3Client s3 = clients.of(identity).s3(key)) {
            while (System.nanoTime() < end) {
                try {
                    s3.listObjectsV2(list -> list.bucket(key.bucket()).maxKeys(1));
                    return true;
                } catch (NoSuchBucketException e) {
                    return false;
                } catch (SdkException e) {
                    LOG.debugf("new-key-not-usable-yet key=%s reason=%s", key.accessKeyId(), e.getMessage());
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
