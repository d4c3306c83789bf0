package cloud.lariba.cloud.providers;

/**
 * The bucket that is wanted.
 *
 * @param identity which one
 * @param settings how it behaves
 */
public record BucketSpec(ResourceIdentity identity, BucketSettings settings) {}
