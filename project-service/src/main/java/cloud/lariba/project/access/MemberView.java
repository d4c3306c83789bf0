package cloud.lariba.project.access;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A member as the API shows one.
 *
 * @param userId who
 * @param role as what
 * @param createdAt since when
 */
@Schema(name = "Member", description = "A member of a project")
public record MemberView(UUID userId, Role role, Instant createdAt) {}
