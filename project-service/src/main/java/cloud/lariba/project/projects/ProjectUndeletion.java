package cloud.lariba.project.projects;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.project.access.ProjectAccess;
import cloud.lariba.project.access.ProjectState;
import cloud.lariba.project.access.Role;
import cloud.lariba.project.projects.Outcome.Changed;
import cloud.lariba.project.projects.Outcome.Planned;
import cloud.lariba.project.projects.Plan.Change;
import cloud.lariba.project.quota.QuotaDefaults;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Bringing back a deleted project. Its services are gone for good. */
@ApplicationScoped
public class ProjectUndeletion {

    private final ProjectRepository projects;
    private final ProjectAccess access;
    private final QuotaDefaults defaults;
    private final Clock clock;

    ProjectUndeletion(ProjectRepository projects, ProjectAccess access, QuotaDefaults defaults, Clock clock) {
        this.projects = projects;
        this.access = access;
        this.defaults = defaults;
        this.clock = clock;
    }

    /**
     * Makes the project active again.
     *
     * @throws ProblemException {@code not_found}, also when the time for it is over; {@code forbidden}; {@code
     *     invalid_state} when it is not deleted; {@code name_taken} when another project of the owner took its name
     */
    @Transactional
    public Outcome undelete(UUID userId, UUID projectId, boolean dryRun) {
        Role role = access.requireForUndelete(userId, projectId).role();
        ProjectEntity project = projects.lock(projectId).orElseThrow(ProblemException::notFound);
        if (project.state != ProjectState.DELETED) {
            throw ProblemException.of(ProblemCode.INVALID_STATE, "The project is not deleted.");
        }
        projects.requireFreeName(project.ownerId, project.name, project.id);
        if (dryRun) {
            return new Planned(Plan.of(
                    Plan.Action.UPDATE,
                    Projects.RESOURCE,
                    projectId,
                    List.of(new Change("state", ProjectState.DELETED, ProjectState.ACTIVE))));
        }
        project.undelete(clock.instant());
        projects.flushName();
        return new Changed(project.view(role, defaults));
    }
}
