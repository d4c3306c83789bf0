package cloud.lariba.cloud.operations;

import cloud.lariba.cloud.catalog.ServiceType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operation to be added.
 *
 * @param id its id
 * @param type what it does
 * @param projectId the project that it belongs to
 * @param serviceId the service that it changes, or null when it is about the project
 * @param serviceType the type of that service
 * @param place where its calls go, such as a region of a provider; null when it is about the project
 * @param input what the steps need to know; never a secret
 * @param actorId the user who asks; null when the platform itself does
 */
public record NewOperation(
        UUID id,
        OperationType type,
        UUID projectId,
        @Nullable UUID serviceId,
        @Nullable ServiceType serviceType,
        @Nullable String place,
        ObjectNode input,
        @Nullable UUID actorId) {}
