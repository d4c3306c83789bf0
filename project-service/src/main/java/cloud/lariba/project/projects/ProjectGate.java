package cloud.lariba.project.projects;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.project.access.Permission;
import cloud.lariba.project.access.ProjectAccess;
import cloud.lariba.project.access.ProjectState;
import cloud.lariba.project.access.Role;
import cloud.lariba.rest.ETags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The only way to a project that is to be changed: the caller may, nobody else is at it, and it is as the client knows it.
 */
@ApplicationScoped
class ProjectGate {

    private final ProjectAccess access;
    private final ProjectRepository projects;

    /** A project locked for the transaction, and what the caller is in it. */
    record Locked(ProjectEntity project, Role role) {}

    ProjectGate(ProjectAccess access, ProjectRepository projects) {
        this.access = access;
        this.projects = projects;
    }

    /**
     * Locks a project that is not deleted.
     *
     * @param ifMatch the client's condition, or null
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code precondition_failed}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Locked lock(UUID userId, UUID projectId, Permission permission, @Nullable String ifMatch) {
        Role role = access.require(userId, projectId, permission).role();
        ProjectEntity project = projects.lock(projectId)
                .filter(found -> found.state != ProjectState.DELETED)
                .orElseThrow(ProblemException::notFound);
        ETags.requireMatch(ifMatch, project.version);
        return new Locked(project, role);
    }

    /**
     * Locks an active project.
     *
     * @throws ProblemException as {@link #lock}, and {@code invalid_state} while the project is being deleted
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Locked lockActive(UUID userId, UUID projectId, Permission permission, @Nullable String ifMatch) {
        Locked locked = lock(userId, projectId, permission, ifMatch);
        if (locked.project().state != ProjectState.ACTIVE) {
            throw ProblemException.of(ProblemCode.INVALID_STATE, "The project is being deleted.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        return locked;
    }
}
