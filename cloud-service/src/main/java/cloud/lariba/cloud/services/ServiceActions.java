package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.cloud.projects.ProjectAdmission;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Actions on services: what is done to a resource without changing what is asked of it, and resizing. */
@ApplicationScoped
public class ServiceActions {

    private static final Map<ServiceType, Set<OperationType>> KNOWN = Map.of(
            ServiceType.COMPUTE,
            EnumSet.of(OperationType.START, OperationType.STOP, OperationType.REBOOT, OperationType.RESIZE),
            ServiceType.STORAGE,
            EnumSet.of(OperationType.EMPTY, OperationType.ROTATE_CREDENTIALS),
            ServiceType.DATABASE,
            EnumSet.of(
                    OperationType.RESIZE,
                    OperationType.ROTATE_CREDENTIALS,
                    OperationType.SNAPSHOT,
                    OperationType.RESTORE));

    private final ServiceGate gate;
    private final ServiceChanges changes;
    private final DriftDecisions decisions;
    private final BackupRequests backups;
    private final DatabaseLogins logins;
    private final ProjectAdmission admission;

    ServiceActions(
            ServiceGate gate,
            ServiceChanges changes,
            DriftDecisions decisions,
            BackupRequests backups,
            DatabaseLogins logins,
            ProjectAdmission admission) {
        this.gate = gate;
        this.changes = changes;
        this.decisions = decisions;
        this.backups = backups;
        this.logins = logins;
        this.admission = admission;
    }

    /** Who asks under which condition. */
    record Request(UUID serviceId, UUID userId, @Nullable String ifMatch, boolean dryRun) {}

    /**
     * Asks for an action.
     *
     * @throws ProblemException {@code invalid_input}, {@code not_found}, {@code forbidden}, {@code precondition_failed}, {@code invalid_state},
     *     {@code operation_in_progress}, {@code not_supported_by_provider}
     */
    ServiceOutcome act(ServiceAction action, Request request) {
        String name = action.checkedType();
        if (DriftDecisions.has(name)) {
            return decisions.decide(action, request);
        }
        OperationType type = OperationType.of(name)
                .filter(known -> KNOWN.values().stream().anyMatch(types -> types.contains(known)))
                .orElseThrow(ServiceActions::unknown);
        if (type == OperationType.SNAPSHOT) {
            return backups.create(action.newBackup(), request).outcome();
        }
        if (type == OperationType.RESTORE) {
            return backups.restore(action.backupId(), request);
        }
        Service seen = gate.see(request.serviceId(), request.userId(), Permission.MANAGE_SERVICES);
        if (!KNOWN.getOrDefault(seen.type(), Set.of()).contains(type)) {
            throw ProblemException.of(
                    ProblemCode.NOT_SUPPORTED_BY_PROVIDER,
                    "Services of the type " + seen.type().wireName() + " do not have the action " + name + ".");
        }
        if (type == OperationType.RESIZE) {
            return changes.change(
                    new ServiceChanges.Request(
                            request.serviceId(), request.userId(), request.ifMatch(), type, request.dryRun()),
                    new ServiceEdit.Resize(action.plan()));
        }
        action.requireNoParams();
        admission.check(seen.projectId(), request.userId());
        return begin(type, request);
    }

    /** Gives a database another login, or takes all access keys of a bucket away. */
    public ServiceView rotateCredentials(UUID serviceId, UUID userId) {
        ServiceAction rotation = new ServiceAction(OperationType.ROTATE_CREDENTIALS.wireName(), null);
        return switch (act(rotation, new Request(serviceId, userId, null, false))) {
            case ServiceOutcome.Accepted(ServiceView service, UUID operationId, long version) -> service;
            case ServiceOutcome.Planned planned -> throw new IllegalStateException("not a dry-run");
            case ServiceOutcome.Changed changed -> throw new IllegalStateException("not an operation");
        };
    }

    private ServiceOutcome begin(OperationType type, Request request) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            ServiceEntity service = gate.hold(request.serviceId(), request.ifMatch());
            ServiceGate.requireStatus(service, type);
            if (request.dryRun()) {
                return new ServiceOutcome.Planned(plan(service, type));
            }
            if (type == OperationType.ROTATE_CREDENTIALS && service.type() == ServiceType.DATABASE) {
                logins.prepareNext(service.id);
            }
            return gate.begin(service, type, Json.object(), request.userId());
        });
    }

    static Plan plan(ServiceEntity service, OperationType type) {
        ObjectNode before = Json.object().put("status", service.status);
        ObjectNode after = Json.object()
                .put("status", Lifecycle.after(type, service.status()).wireName());
        return Plan.of(type.wireName(), service.id, before, after, Plan.Cost.NOTHING, List.of());
    }

    private static ProblemException unknown() {
        return ProblemException.invalid("/type", "not_allowed", "There is no such action; see GET /service-types.");
    }
}
