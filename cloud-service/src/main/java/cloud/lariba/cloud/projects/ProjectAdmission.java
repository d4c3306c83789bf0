package cloud.lariba.cloud.projects;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets changes into a project. A project that is closed here is opened again when project-service, asked afresh, says that it is active, and when it
 * was not closed once more meanwhile.
 */
@ApplicationScoped
public class ProjectAdmission {

    private final ProjectAccess access;
    private final ProjectLedger ledger;

    ProjectAdmission(ProjectAccess access, ProjectLedger ledger) {
        this.access = access;
        this.ledger = ledger;
    }

    /**
     * The caller's access to an active project, checked before any row is held.
     *
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code invalid_state}, or why it cannot be told
     */
    public Access check(UUID projectId, UUID userId) {
        Access known = access.require(projectId, userId, Permission.MANAGE_SERVICES);
        Optional<ProjectLedger.Entry> closed = ledger.find(projectId).filter(ProjectLedger.Entry::closed);
        if (known.isActive() && closed.isEmpty()) {
            return known;
        }
        Access fresh = access.requireFresh(projectId, userId, Permission.MANAGE_SERVICES);
        if (!fresh.isActive()) {
            throw refused();
        }
        if (closed.isPresent() && !ledger.reopen(projectId, closed.get().generation())) {
            throw refused();
        }
        return fresh;
    }

    /**
     * Holds the project's row until the transaction ends.
     *
     * @throws ProblemException {@code invalid_state} when the project was closed since the check
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void hold(UUID projectId) {
        if (ledger.lock(projectId).closed()) {
            throw refused();
        }
    }

    private static ProblemException refused() {
        return ProblemException.of(ProblemCode.INVALID_STATE, "The project is being deleted.");
    }
}
