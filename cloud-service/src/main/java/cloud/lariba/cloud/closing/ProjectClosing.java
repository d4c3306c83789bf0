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

/** Closing a project whose services do not stand in the way, and opening it again. */
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
     * Has new services refused, unless a service is in the way: any at all, or with {@code cascade} a protected one.
     *
     * @param cascade whether the services are going to be deleted too
     * @param dryRun whether only to refuse what would be refused
     * @throws ProblemException {@code project_not_empty} or {@code deletion_protected}, with the first 100 services that are in the way; nothing
     *     has changed then
     */
    @Transactional
    void close(UUID projectId, boolean cascade, boolean dryRun) {
        ledger.lock(projectId);
        List<Service> inTheWay = services.ofProject(projectId).stream()
                .filter(service -> !cascade || service.deletionProtection())
                .toList();
        if (!inTheWay.isEmpty()) {
            throw refusal(cascade)
                    .with(
                            "services",
                            inTheWay.stream().limit(SHOWN).map(LiveService::of).toList());
        }
        if (!dryRun) {
            ledger.setClosed(projectId, true);
        }
    }

    private static ProblemException refusal(boolean cascade) {
        return cascade
                ? ProblemException.of(
                        ProblemCode.DELETION_PROTECTED,
                        "Set deletion_protection of the services to false before deleting their project.")
                : ProblemException.of(
                        ProblemCode.PROJECT_NOT_EMPTY, "Delete the services first, or delete with cascade=true.");
    }

    /** Has new services taken again. */
    @Transactional
    void reopen(UUID projectId) {
        ledger.lock(projectId);
        ledger.setClosed(projectId, false);
    }
}
