package cloud.lariba.analytics.usage;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What cloud-service says when an operation ends.
 *
 * @param operationId the operation
 * @param serviceId the service that it worked on; null when it was for the whole project
 * @param projectId the project
 * @param type what it did, such as create_service
 * @param state succeeded, failed or cancelled
 * @param at when it ended
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
record OperationFinished(
        UUID operationId, @Nullable UUID serviceId, UUID projectId, String type, String state, Instant at) {

    OperationFinished {
        requireNonNull(operationId, "operationId");
        requireNonNull(projectId, "projectId");
        requireNonNull(type, "type");
        requireNonNull(state, "state");
        requireNonNull(at, "at");
    }
}
