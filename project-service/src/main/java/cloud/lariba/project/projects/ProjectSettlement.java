package cloud.lariba.project.projects;

import cloud.lariba.project.access.ProjectState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ending deletions, one way or the other. Each method names the deletion that it ends and does nothing when the project
 * has moved on since, so it may come late or twice.
 */
@ApplicationScoped
public class ProjectSettlement {

    private static final int BATCH = 16;

    private final ProjectRepository projects;
    private final Clock clock;

    /** A project that somebody has to settle with cloud-service. */
    public sealed interface Unsettled {

        /** The project. */
        UUID projectId();
    }

    /** Its deletion was left half-way: nobody knows whether services stand in the way. */
    public record Undecided(UUID projectId, UUID operationId, boolean cascade) implements Unsettled {}

    /**
     * Its deletion was given up, and cloud-service may still refuse services for it. {@code lease} is for {@link #allowed}.
     */
    public record Refusing(UUID projectId, Instant lease) implements Unsettled {}

    ProjectSettlement(ProjectRepository projects, Clock clock) {
        this.projects = projects;
        this.clock = clock;
    }

    /** The project had no services: it is deleted. */
    @Transactional
    public void finish(UUID projectId, UUID operationId) {
        projects.lock(projectId)
                .filter(project -> project.isBeingDeletedBy(operationId))
                .ifPresent(project -> project.finishDeletion(clock.instant()));
    }

    /**
     * The project is active again.
     *
     * @param refusing whether cloud-service may have begun to refuse services for it, and has to be told
     */
    @Transactional
    public void giveUp(UUID projectId, UUID operationId, boolean refusing) {
        Instant now = clock.instant();
        @Nullable Instant settle = refusing ? now : null;
        projects.lock(projectId)
                .filter(project -> project.isBeingDeletedBy(operationId))
                .ifPresent(project -> project.giveUpDeletion(now, settle));
    }

    /** cloud-service has deleted the services of a cascading deletion: the project is deleted. */
    @Transactional
    public void emptied(UUID projectId) {
        projects.lock(projectId)
                .filter(ProjectEntity::isCascading)
                .ifPresent(project -> project.finishDeletion(clock.instant()));
    }

    /**
     * Projects to settle. Each is left to the caller alone for some seconds and comes again when it is not settled by then.
     */
    @Transactional
    public List<Unsettled> claim() {
        Instant now = clock.instant();
        Instant lease = now.plus(ProjectEntity.SETTLE_AFTER);
        List<Unsettled> claimed = new ArrayList<>();
        for (ProjectEntity project : projects.claimUnsettled(now, lease, BATCH)) {
            if (project.state == ProjectState.DELETING && project.deletion != null) {
                claimed.add(new Undecided(project.id, project.deletion.operationId(), project.deletion.cascade()));
            } else {
                claimed.add(new Refusing(project.id, lease));
            }
        }
        return claimed;
    }

    /** cloud-service takes services for the project again. */
    @Transactional
    public void allowed(Refusing project) {
        projects.settleActive(project.projectId(), project.lease());
    }
}
