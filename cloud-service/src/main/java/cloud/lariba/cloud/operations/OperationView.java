package cloud.lariba.cloud.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An operation as clients see it. */
@Schema(name = "Operation", description = "A durable change, its steps and its outcome")
public record OperationView(
        UUID id,
        @Schema(nullable = true) @Nullable UUID serviceId,
        UUID projectId,

        @Schema(
                enumeration = {
                    "create",
                    "update",
                    "resize",
                    "start",
                    "stop",
                    "reboot",
                    "rotate_credentials",
                    "empty",
                    "snapshot",
                    "restore",
                    "delete_backup",
                    "reconcile",
                    "adopt",
                    "revert",
                    "delete",
                    "delete_project"
                })
        OperationType type,

        @Schema(enumeration = {"queued", "running", "succeeded", "failed", "cancelled"})
        OperationState state,

        @Schema(minimum = "0", maximum = "100", description = "Percent of the steps that are done")
        int progress,

        List<StepView> steps,

        @Schema(nullable = true, description = "Problem document of the failure; while running, of the last try")
        @Nullable
        JsonNode error,

        @Schema(description = "Whether the same request may succeed after the failure")
        boolean retryable,

        @Schema(nullable = true, description = "Who asked; null when the platform did") @Nullable
        UUID actorId,

        Instant createdAt,
        @Schema(nullable = true) @Nullable Instant finishedAt) {

    /** A step as clients see it. */
    @Schema(name = "OperationStep")
    public record StepView(
            String name,

            @Schema(enumeration = {"pending", "running", "succeeded", "failed", "cancelled"})
            Step.State state,

            @Schema(nullable = true) @Nullable Instant startedAt,
            @Schema(nullable = true) @Nullable Instant finishedAt,
            int attempts) {

        static StepView of(Step step) {
            return new StepView(step.name(), step.state(), step.startedAt(), step.finishedAt(), step.attempts());
        }
    }

    /** What clients see of an operation. */
    public static OperationView of(Operation operation) {
        return new OperationView(
                operation.id(),
                operation.serviceId(),
                operation.projectId(),
                operation.type(),
                operation.state(),
                operation.progress(),
                operation.steps().stream().map(StepView::of).toList(),
                operation.error(),
                operation.retryable(),
                operation.actorId(),
                operation.createdAt(),
                operation.finishedAt());
    }
}
