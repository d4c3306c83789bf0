package cloud.lariba.cloud.providers;

/**
 * The database that is wanted.
 *
 * @param identity which one
 * @param region one of the provider's regions
 * @param settings how it behaves
 */
public record DatabaseSpec(ResourceIdentity identity, String region, DatabaseSettings settings) {}
