package cloud.lariba.cloud.services;

import cloud.lariba.rest.InputErrors;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /services}. */
@Schema(
        name = "NewService",
        requiredProperties = {"project_id", "name", "type", "plan"})
public record NewService(
        @Nullable UUID projectId,
        @Schema(pattern = ServiceRules.NAME) @Nullable String name,

        @Schema(enumeration = {"compute", "storage", "database"}) @Nullable
        String type,

        @Schema(description = "One of the type's plans, see GET /service-types") @Nullable
        String plan,

        @Schema(description = "One of the type's regions; the first when left out") @Nullable
        String region,

        @Nullable Map<String, String> labels,

        @Schema(type = SchemaType.OBJECT, description = "As the type's schema documents it") @Nullable
        ObjectNode spec,

        @Schema(description = "Whether a deletion is refused") @Nullable
        Boolean deletionProtection,

        @Schema(description = "When the service is deleted by itself; in the future") @Nullable
        Instant expiresAt) {

    /** What the body asks for, once it is known to be complete. */
    record Checked(
            UUID projectId,
            String type,
            String plan,
            @Nullable String region,
            @Nullable ObjectNode spec,
            Wishes wishes) {}

    Checked check(Instant now) {
        InputErrors errors = new InputErrors().required(projectId, "/project_id");
        ServiceRules.name(errors, name);
        errors.required(type, "/type").required(plan, "/plan").labels(labels, "/labels");
        ServiceRules.expiry(errors, expiresAt, now);
        errors.orThrow();
        if (projectId == null || name == null || type == null || plan == null) {
            throw new IllegalStateException("checked above");
        }
        Wishes wishes = new Wishes(
                name, labels == null ? Map.of() : labels, Boolean.TRUE.equals(deletionProtection), expiresAt);
        return new Checked(projectId, type, plan, region, spec, wishes);
    }
}
