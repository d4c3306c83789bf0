package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.providers.ResourceIdentity;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service as it was read, for those who work on it.
 *
 * @param id its id
 * @param projectId the project that it belongs to
 * @param name its name
 * @param type what it is
 * @param plan name of its plan
 * @param provider name of its provider
 * @param region one of the provider's regions
 * @param spec the whole spec without write-only fields
 * @param generation how often the provider was asked to follow a change
 * @param resourceGeneration the generation in which the resource was asked for that is there now
 * @param status what was observed
 * @param desiredState running or stopped, as the last operation left it, or null while nobody can tell
 * @param deletionProtection whether a deletion is refused
 * @param operationId the operation that is queued or running, or null
 * @param outputs what the provider said about it
 * @param version grows with each change of the row
 */
public record Service(
        UUID id,
        UUID projectId,
        String name,
        ServiceType type,
        String plan,
        String provider,
        String region,
        ObjectNode spec,
        long generation,
        long resourceGeneration,
        ServiceStatus status,
        @Nullable ServiceStatus desiredState,
        boolean deletionProtection,
        @Nullable UUID operationId,
        ObjectNode outputs,
        long version) {

    /** Which resource is meant at the provider. */
    public ResourceIdentity identity() {
        return identity(resourceGeneration);
    }

    /** The resource of another generation, which was or will be the service's own. */
    public ResourceIdentity identity(long ofGeneration) {
        return new ResourceIdentity(id, projectId, region, ofGeneration, Json.text(outputs, "instance_id"));
    }
}
