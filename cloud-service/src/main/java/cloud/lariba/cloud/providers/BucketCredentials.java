package cloud.lariba.cloud.providers;

/**
 * Access to one bucket with any S3 client.
 *
 * @param accessKeyId the key's id; not secret
 * @param secretAccessKey its secret
 * @param bucket the only bucket it opens
 * @param region what the client signs for
 * @param endpoint URL of the S3 API, used with path style
 */
public record BucketCredentials(
        String accessKeyId, Secret secretAccessKey, String bucket, String region, String endpoint) {}
