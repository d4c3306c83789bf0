package cloud.lariba.cloud.providers;

/**
 * The instance that is wanted.
 *
 * @param identity which one
 * @param region one of the provider's regions
 * @param settings what it is
 */
public record InstanceSpec(ResourceIdentity identity, String region, InstanceSettings settings) {}
