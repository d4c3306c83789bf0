package cloud.lariba.cloud.providers;

/**
 * The bucket that is wanted.
 *
 * @param identity which one
 * @param region one of the provider's regions
 * @param settings how it behaves
 */
public record BucketSpec(ResourceIdentity identity, String region, BucketSettings settings) {}
