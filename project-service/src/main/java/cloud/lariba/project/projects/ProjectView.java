package cloud.lariba.project.projects;

import cloud.lariba.project.access.ProjectState;
import cloud.lariba.project.access.Role;
import cloud.lariba.project.quota.Quota;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A project as the API shows one.
 *
 * @param ownerId the owner
 * @param userId the same as {@code ownerId}, by its older name
 * @param role what the caller is in the project
 * @param quota how much the project may use, defaults included
 * @param budget always null: budgets are not available yet
 * @param operationId the operation that deletes the project; only while it is being deleted together with its services
 * @param version counts the changes; the entity tag
 */
@RegisterForReflection // written through a Response, which hides the type from native images
@Schema(name = "Project")
public record ProjectView(
        UUID id,
        String name,
        String description,
        Map<String, String> labels,
        UUID ownerId,

        @Schema(description = "Equals owner_id") UUID userId,

        @Schema(description = "What you are in the project") Role role,
        ProjectState state,
        Quota quota,

        @Schema(nullable = true, description = "Null: budgets are not available yet") @Nullable
        Object budget,

        Instant createdAt,
        Instant updatedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "The operation that deletes the project; only while it runs")
        @Nullable
        UUID operationId,

        @JsonIgnore long version) {}
