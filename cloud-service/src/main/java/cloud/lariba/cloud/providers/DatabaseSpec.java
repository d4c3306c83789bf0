package cloud.lariba.cloud.providers;

/**
 * The database that is wanted.
 *
 * @param identity which one
 * @param settings how it behaves
 */
public record DatabaseSpec(ResourceIdentity identity, DatabaseSettings settings) {}
