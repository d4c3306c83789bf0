package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.failures.ProviderFailures;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.cloud.projects.ProjectAdmission;
import cloud.lariba.cloud.providers.Capability;
import cloud.lariba.cloud.providers.ProviderException.NotSupported;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Cursor;
import cloud.lariba.rest.Ids;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Asking for backups, for what is in one, and for the end of one; operations do it. */
@ApplicationScoped
class BackupRequests {

    private static final String REPLACED = "Before the restoration of ";

    private final ServiceGate gate;
    private final Backups backups;
    private final Providers providers;
    private final ProjectAdmission admission;
    private final BackupsConfig config;
    private final Ids ids;

    /** What came of asking, and the backup that it is about, unless it was a dry-run. */
    record Asked(ServiceOutcome outcome, Optional<BackupView> backup) {}

    BackupRequests(
            ServiceGate gate,
            Backups backups,
            Providers providers,
            ProjectAdmission admission,
            BackupsConfig config,
            Ids ids) {
        this.gate = gate;
        this.backups = backups;
        this.providers = providers;
        this.admission = admission;
        this.config = config;
        this.ids = ids;
    }

    /**
     * The backups of a service, newest first.
     *
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code not_supported_by_provider}
     */
    Page<BackupView> list(UUID serviceId, UUID userId, PageRequest page) {
        requireSnapshots(gate.see(serviceId, userId, Permission.READ_SERVICES));
        return page.page(
                backups.page(serviceId, page), backup -> new Cursor(backup.createdAt(), backup.id()), backup -> backup);
    }

    /**
     * Asks for a backup.
     *
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code precondition_failed}, {@code invalid_state}, {@code operation_in_progress},
     *     {@code quota_exceeded}, {@code not_supported_by_provider}
     */
    Asked create(NewBackup wanted, ServiceActions.Request request) {
        admit(request);
        return QuarkusTransaction.joiningExisting().call(() -> {
            ServiceEntity service = hold(request, OperationType.SNAPSHOT);
            requireRoom(service.id);
            if (request.dryRun()) {
                return planned(service, OperationType.SNAPSHOT);
            }
            UUID id = ids.next();
            ServiceOutcome.Accepted accepted = gate.begin(service, OperationType.SNAPSHOT, input(id), request.userId());
            backups.add(id, service.id, wanted.name(), accepted.operationId());
            return new Asked(accepted, backups.find(service.id, id));
        });
    }

    /**
     * Asks for what is in a backup instead of what is in the database, of which a backup is made, too.
     *
     * @throws ProblemException as {@link #create}
     */
    ServiceOutcome restore(UUID id, ServiceActions.Request request) {
        admit(request);
        return QuarkusTransaction.joiningExisting().call(() -> {
            ServiceEntity service = hold(request, OperationType.RESTORE);
            BackupView backup = backups.find(service.id, id).orElseThrow(ProblemException::notFound);
            if (backup.state() != BackupState.AVAILABLE) {
                throw notAvailable(backup);
            }
            requireRoom(service.id);
            if (request.dryRun()) {
                return planned(service, OperationType.RESTORE).outcome();
            }
            service.generation++;
            UUID replaced = ids.next();
            ServiceOutcome.Accepted accepted = gate.begin(
                    service,
                    OperationType.RESTORE,
                    input(id)
                            .put(ServiceRecords.RESOURCE_GENERATION, service.generation)
                            .put(ServiceRecords.REPLACED_BACKUP_ID, replaced.toString()),
                    request.userId());
            backups.add(replaced, service.id, REPLACED + id, accepted.operationId());
            return accepted;
        });
    }

    /**
     * Asks for the end of a backup.
     *
     * @throws ProblemException as {@link #restore}
     */
    Asked delete(UUID id, ServiceActions.Request request) {
        admit(request);
        return QuarkusTransaction.joiningExisting().call(() -> {
            ServiceEntity service = hold(request, OperationType.DELETE_BACKUP);
            BackupView backup = backups.find(service.id, id).orElseThrow(ProblemException::notFound);
            if (request.dryRun()) {
                return planned(service, OperationType.DELETE_BACKUP);
            }
            ServiceOutcome.Accepted accepted =
                    gate.begin(service, OperationType.DELETE_BACKUP, input(id), request.userId());
            backups.deleting(backup.id(), accepted.operationId());
            return new Asked(accepted, backups.find(service.id, id));
        });
    }

    private void admit(ServiceActions.Request request) {
        Service seen = gate.see(request.serviceId(), request.userId(), Permission.MANAGE_SERVICES);
        requireSnapshots(seen);
        admission.check(seen.projectId(), request.userId());
    }

    private ServiceEntity hold(ServiceActions.Request request, OperationType type) {
        ServiceEntity service = gate.hold(request.serviceId(), request.ifMatch());
        ServiceGate.requireStatus(service, type);
        return service;
    }

    private void requireSnapshots(Service service) {
        if (service.type() != ServiceType.DATABASE
                || !providers.get(service.provider()).capabilities().contains(Capability.DATABASE_SNAPSHOTS)) {
            throw ProviderFailures.problem(new NotSupported(service.provider(), Capability.DATABASE_SNAPSHOTS));
        }
    }

    private void requireRoom(UUID serviceId) {
        long used = backups.count(serviceId);
        if (used >= config.perService()) {
            throw ProblemException.of(
                            ProblemCode.QUOTA_EXCEEDED,
                            "The service has as many backups as it may have; delete some first.")
                    .with("dimension", "backups")
                    .with("limit", config.perService())
                    .with("used", used)
                    .with("requested", 1);
        }
    }

    private static ObjectNode input(UUID backupId) {
        return Json.object().put(ServiceRecords.BACKUP_ID, backupId.toString());
    }

    private static Asked planned(ServiceEntity service, OperationType type) {
        return new Asked(new ServiceOutcome.Planned(ServiceActions.plan(service, type)), Optional.empty());
    }

    private static ProblemException notAvailable(BackupView backup) {
        return ProblemException.of(
                        ProblemCode.INVALID_STATE,
                        "A backup that is " + backup.state().wireName() + " cannot be restored.")
                .with("backup_state", backup.state().wireName());
    }
}
