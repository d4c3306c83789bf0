package cloud.lariba.cloud.providers;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which resource is meant. Everything a provider names (client tokens, bucket names, database identifiers, tags) derives from it, so a
 * repeated call finds what an earlier one made.
 *
 * @param serviceId the service that the resource belongs to
 * @param projectId the project of that service
 * @param region one of the provider's regions, the one that the resource is in
 * @param generation the generation of the service in which the resource was first asked for; later changes keep it, a replacement has
 *     a new one
 * @param resourceId the provider's own id of the resource, as the service's outputs had it last, or null; prefers it where more than one carry the
 *     service's tags, and is never needed
 */
public record ResourceIdentity(
        UUID serviceId,
        UUID projectId,
        String region,
        long generation,
        @Nullable String resourceId) {

    /** A resource whose own id is not known. */
    public ResourceIdentity(UUID serviceId, UUID projectId, String region, long generation) {
        this(serviceId, projectId, region, generation, null);
    }

    /** The service id as 32 lower-case hexadecimal digits, for names in which dashes are not allowed. */
    public String compactServiceId() {
        return serviceId.toString().replace("-", "");
    }
}
