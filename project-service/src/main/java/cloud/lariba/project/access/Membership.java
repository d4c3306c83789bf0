package cloud.lariba.project.access;

import cloud.lariba.project.quota.QuotaOverrides;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is in a project.
 *
 * @param projectId the project
 * @param role the member's role
 * @param state the project's state
 * @param quota the project's own quota
 * @param deletedAt when the project was deleted, or null
 */
public record Membership(
        UUID projectId,
        Role role,
        ProjectState state,
        QuotaOverrides quota,
        @Nullable Instant deletedAt) {}
