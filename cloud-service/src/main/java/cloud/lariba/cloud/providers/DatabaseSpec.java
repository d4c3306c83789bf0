package cloud.lariba.cloud.providers;

/**
 * The database that is wanted.
 *
 * @param identity which one
 * @param settings how it behaves
 * @param deletionProtection whether the provider itself is to refuse a deletion that does not come through the platform, if it can
 */
public record DatabaseSpec(ResourceIdentity identity, DatabaseSettings settings, boolean deletionProtection) {}
