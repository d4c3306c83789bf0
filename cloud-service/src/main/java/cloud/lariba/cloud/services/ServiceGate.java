package cloud.lariba.cloud.services;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.NewOperation;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Operations;
import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.cloud.projects.ProjectAccess;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.ETags;
import cloud.lariba.rest.Ids;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every change of a service has in common: who may, whether it is the version that is meant, and one operation at a time. */
@ApplicationScoped
public class ServiceGate {

    /** What must not make a vanished resource anew in passing, or has nothing to work on without it. */
    private static final Set<OperationType> NEEDS_RESOURCE = EnumSet.of(
            OperationType.UPDATE,
            OperationType.RESIZE,
            OperationType.START,
            OperationType.STOP,
            OperationType.REBOOT,
            OperationType.ROTATE_CREDENTIALS,
            OperationType.EMPTY,
            OperationType.SNAPSHOT,
            OperationType.ADOPT);

    private static final Duration COME_BACK = Duration.ofSeconds(2);

    private final ServiceRepository services;
    private final ProjectAccess access;
    private final Operations operations;
    private final Clock clock;
    private final Ids ids;

    ServiceGate(ServiceRepository services, ProjectAccess access, Operations operations, Clock clock, Ids ids) {
        this.services = services;
        this.access = access;
        this.operations = operations;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * A live service, for a member of its project who may do that.
     *
     * @throws ProblemException {@code not_found} when it is missing or out of the user's reach, {@code forbidden}
     */
    public Service see(UUID id, UUID userId, Permission permission) {
        Service service = QuarkusTransaction.joiningExisting()
                .call(() -> services.findLive(id).map(ServiceEntity::snapshot).orElseThrow(ProblemException::notFound));
        access.require(service.projectId(), userId, permission);
        return service;
    }

    /**
     * Holds the service's row for a change that the client may make.
     *
     * @param ifMatch the client's condition, or null
     * @throws ProblemException {@code not_found}, {@code precondition_failed}, {@code operation_in_progress}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    ServiceEntity hold(UUID id, @Nullable String ifMatch) {
        ServiceEntity service = services.lock(id);
        if (service.deletedAt != null) {
            throw ProblemException.notFound();
        }
        ETags.requireMatch(ifMatch, service.version);
        if (service.operationId != null) {
            throw ProblemException.of(ProblemCode.OPERATION_IN_PROGRESS, "Another operation on the service is running.")
                    .with("operation_id", service.operationId)
                    .retryAfter(COME_BACK);
        }
        return service;
    }

    /**
     * Refuses a name that another live service of the project has.
     *
     * @throws ProblemException {@code name_taken}
     */
    void requireFreeName(UUID projectId, String name, UUID serviceId) {
        if (services.isNameTaken(projectId, name, serviceId)) {
            throw ProblemException.of(ProblemCode.NAME_TAKEN, "Another service of the project has this name.");
        }
    }

    /**
     * Refuses what needs the resource of a service that has none any more.
     *
     * @throws ProblemException {@code invalid_state}
     */
    static void requireResource(ServiceEntity service) {
        if (service.isVanished()) {
            throw ProblemException.of(ProblemCode.INVALID_STATE, Findings.VANISHED_DETAIL)
                    .with("service_status", service.status);
        }
    }

    /**
     * Refuses an operation that the service's status does not allow.
     *
     * @throws ProblemException {@code invalid_state}
     */
    static void requireStatus(ServiceEntity service, OperationType type) {
        if (NEEDS_RESOURCE.contains(type)) {
            requireResource(service);
        }
        if (!Lifecycle.mayBegin(type, service.status())) {
            throw ProblemException.of(
                            ProblemCode.INVALID_STATE,
                            "A service that is " + service.status + " cannot do this: "
                                    + type.wireName().replace('_', ' ') + ".")
                    .with("service_status", service.status);
        }
    }

    /** An id for an operation that is about to be added. */
    UUID newOperationId() {
        return ids.next();
    }

    /** Adds an operation on a service whose row is held; returns what clients are told. */
    @Transactional(Transactional.TxType.MANDATORY)
    ServiceOutcome.Accepted begin(ServiceEntity service, OperationType type, ObjectNode input, @Nullable UUID actorId) {
        UUID operationId = newOperationId();
        service.keepState();
        service.operationId = operationId;
        service.touch(clock.instant());
        services.flush();
        add(service, operationId, type, input, actorId);
        return new ServiceOutcome.Accepted(ServiceView.of(service), operationId, service.version);
    }

    /** Adds the operation that the service's row names already. */
    void add(ServiceEntity service, UUID operationId, OperationType type, ObjectNode input, @Nullable UUID actorId) {
        ObjectNode complete = Json.object().put(ServiceRecords.STATUS_BEFORE, service.status);
        complete.setAll(input);
        operations.add(new NewOperation(
                operationId,
                type,
                service.projectId,
                service.id,
                service.type(),
                service.provider + " " + service.region,
                complete,
                actorId));
    }
}
