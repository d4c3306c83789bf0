package cloud.lariba.cloud.providers;

/**
 * The instance that is wanted.
 *
 * @param identity which one
 * @param settings what it is
 * @param imageId the provider's own id of the image that it boots, see {@link ComputeProvider#imageId}; only looked at when the instance is made
 * @param clientToken names the attempt to make the instance: calls with the same token make one instance however often they are repeated,
 *     1–48 of {@code [a-z0-9-]}
 * @param place which of the provider's places, such as the zones of a region, to make it in: from 0, one more after each answer that there is no
 *     capacity; the provider begins again with the first when it has no more
 */
public record InstanceSpec(
        ResourceIdentity identity, InstanceSettings settings, String imageId, String clientToken, int place) {}
