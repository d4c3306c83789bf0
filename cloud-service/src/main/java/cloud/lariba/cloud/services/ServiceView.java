package cloud.lariba.cloud.services;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A service as clients see it. */
@Schema(name = "Service", description = "A cloud resource: what was asked for and what was observed")
public record ServiceView(
        UUID id,
        UUID projectId,
        String name,

        @Schema(enumeration = {"compute", "storage", "database"})
        String type,

        String plan,
        String region,
        String provider,
        Map<String, String> labels,

        @Schema(description = "As the type's schema documents it, without write-only fields", type = SchemaType.OBJECT)
        JsonNode spec,

        boolean deletionProtection,

        @Schema(nullable = true, description = "When it is deleted by itself") @Nullable
        Instant expiresAt,

        @Schema(description = "What was observed") ServiceStatus status,

        @Schema(nullable = true, description = "Why the status is what it is, when that needs a reason") @Nullable
        String stateReason,

        @Schema(type = SchemaType.ARRAY, description = "{type, status, reason, message, last_transition_at}")
        JsonNode conditions,

        @Schema(type = SchemaType.OBJECT, description = "As the type documents them")
        JsonNode outputs,

        @Schema(nullable = true, description = "What is not as it was asked for") @Nullable
        Drift drift,

        @Schema(description = "Grows with each change that the provider has to follow")
        long generation,

        @Schema(description = "The last generation that the provider followed")
        long observedGeneration,

        @Schema(nullable = true, description = "The operation that is queued or running") @Nullable
        UUID operationId,

        Instant createdAt,
        Instant updatedAt) {

    static ServiceView of(ServiceEntity service) {
        return new ServiceView(
                service.id,
                service.projectId,
                service.name,
                service.type,
                service.plan,
                service.region,
                service.provider,
                service.labelMap(),
                service.spec,
                service.deletionProtection,
                service.expiresAt,
                service.status(),
                service.stateReason,
                service.conditions,
                service.outputs,
                Drift.of(service.drift),
                service.generation,
                service.observedGeneration,
                service.operationId,
                service.createdAt,
                service.updatedAt);
    }
}
