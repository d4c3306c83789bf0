package cloud.lariba.project.projects;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/**
 * A deletion of a project.
 *
 * @param operationId tells this deletion from others; of a cascading one also the id of cloud-service's operation
 * @param cascade whether the project's services are deleted too; else there must be none
 * @param actorId who deletes
 */
@Embeddable
record Deletion(
        @Column(name = "deletion_operation_id") UUID operationId,
        @Column(name = "deletion_cascade") Boolean cascade,
        @Column(name = "deletion_actor_id") UUID actorId) {}
