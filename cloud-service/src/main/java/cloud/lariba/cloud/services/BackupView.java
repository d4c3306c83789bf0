package cloud.lariba.cloud.services;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A backup, as clients see it.
 *
 * @param id its id
 * @param serviceId the service that it is of
 * @param name what the client calls it
 * @param state how far it is
 * @param sizeBytes its size once it is available: what it takes, or the disk that it was taken of
 * @param operationId the operation that makes or deletes it just now
 * @param createdAt when it was asked for
 * @param finishedAt when it was available or had failed
 */
@Schema(name = "Backup")
public record BackupView(
        UUID id,
        UUID serviceId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name,
        BackupState state,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long sizeBytes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID operationId,
        Instant createdAt,
        @Schema(nullable = true) @Nullable Instant finishedAt) {}
