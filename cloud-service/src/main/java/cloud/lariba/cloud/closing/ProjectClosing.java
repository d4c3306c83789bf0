package cloud.lariba.cloud.closing;

import cloud.lariba.cloud.projects.ProjectLedger;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** Closing a project that has no services, and opening it again. */
@ApplicationScoped
class ProjectClosing {

    private static final int SHOWN = 100;

    private final ProjectLedger ledger;
    private final ServiceRecords services;

    /** A service that is in the way. */
    record LiveService(UUID id, String name, String type, String status, boolean deletionProtection) {

        static LiveService of(Service service) {
            return new LiveService(
                    service.id(),
                    service.name(),
                    service.type().wireName(),
                    service.status().wireName(),
                    service.deletionProtection());
        }
    }

    ProjectClosing(ProjectLedger ledger, ServiceRecords services) {
        this.ledger = ledger;
        this.services = services;
    }

    /**
     * Has new services refused.
     *
     * @throws ProblemException {@code project_not_empty} with the services; nothing has changed then
     */
    @Transactional
    void close(UUID projectId) {
        ledger.lock(projectId);
        List<Service> live = services.ofProject(projectId);
        if (!live.isEmpty()) {
            throw ProblemException.of(
                            ProblemCode.PROJECT_NOT_EMPTY, "Delete the services first, or delete with cascade=true.")
                    .with(
                            "services",
                            live.stream().limit(SHOWN).map(LiveService::of).toList());
        }
        ledger.setClosed(projectId, true);
    }

    /** Has new services taken again. */
    @Transactional
    void reopen(UUID projectId) {
        ledger.lock(projectId);
        ledger.setClosed(projectId, false);
    }
}
