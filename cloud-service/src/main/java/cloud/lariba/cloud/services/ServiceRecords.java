package cloud.lariba.cloud.services;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.OperationType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The observed side of services, for those who carry operations out. Every change joins the transaction that records the operation's step. */
@ApplicationScoped
public class ServiceRecords {

    /** Member of an operation's input: the service's status when it was asked for. */
    static final String STATUS_BEFORE = "status_before";

    /** Member of an operation's input: the backup that it is about. */
    public static final String BACKUP_ID = "backup_id";
    /** Member of an operation's input: the backup that a restoration makes of what it replaces. */
    public static final String REPLACED_BACKUP_ID = "replaced_backup_id";
    /** Member of an operation's input: the generation of the resource that a restored backup becomes. */
    public static final String RESOURCE_GENERATION = "resource_generation";
    /** Member of an operation's input: whether a deletion leaves a last snapshot at the provider; what the provider does when it is absent. */
    public static final String FINAL_SNAPSHOT = "final_snapshot";

    /** Member of an operation's input: whether a creation takes over what is there, and must make nothing. */
    public static final String ADOPTED = "adopted";

    /** Member of an operation's input: whether a resource that vanished is to be made anew. */
    public static final String RECREATE = "recreate";

    private static final Logger LOG = Logger.getLogger(ServiceRecords.class);

    private final ServiceRepository services;
    private final ServiceSecrets secrets;
    private final Backups backups;
    private final ServiceEvents events;
    private final ServiceGate gate;
    private final ServiceLooks looks;
    private final Clock clock;

    ServiceRecords(
            ServiceRepository services,
            ServiceSecrets secrets,
            Backups backups,
            ServiceEvents events,
            ServiceGate gate,
            ServiceLooks looks,
            Clock clock) {
        this.services = services;
        this.secrets = secrets;
        this.backups = backups;
        this.events = events;
        this.gate = gate;
        this.looks = looks;
        this.clock = clock;
    }

    /** The service, deleted or not. */
    public Service get(UUID id) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> services.findByIdOptional(id).orElseThrow().snapshot());
    }

    /** The service, deleted or not, as it is until the transaction ends: no operation on it begins or ends meanwhile. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Service hold(UUID id) {
        return services.lock(id).snapshot();
    }

    /** The live services of a project, newest first. */
    public List<Service> ofProject(UUID projectId) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> services.ofProject(projectId).stream()
                        .map(ServiceEntity::snapshot)
                        .toList());
    }

    /** The status that the service had when the operation with this input was asked for. */
    public static ServiceStatus statusBefore(ObjectNode operationInput) {
        return ServiceStatus.of(operationInput.path(STATUS_BEFORE).asText()).orElseThrow();
    }

    /** The generation of the resource that the operation with this input is to make, when that is not the service's own yet. */
    public static OptionalLong resourceGeneration(ObjectNode operationInput) {
        return operationInput.has(RESOURCE_GENERATION)
                ? OptionalLong.of(operationInput.path(RESOURCE_GENERATION).asLong())
                : OptionalLong.empty();
    }

    /** The service is seen in a passing status, and goes on to be worked on. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void passInto(UUID id, ServiceStatus status) {
        ServiceEntity service = services.lock(id);
        become(service, status, null, null);
    }

    /**
     * An operation went well and left the service like this.
     *
     * @param followed whether the provider follows the service's current generation now
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void settled(UUID id, ServiceStatus status, ObjectNode outputs, boolean followed) {
        ServiceEntity service = services.lock(id);
        if (followed) {
            service.observedGeneration = service.generation;
        }
        // A change of settings leaves a stopped instance stopped, whoever stopped it.
        if (!followed || service.desiredState == null) {
            service.desiredState = status.wireName();
        }
        service.outputs = outputs;
        become(service, status, null, null);
        releaseChanged(service);
    }

    /** The provider says something new about one output of the service, while an operation goes on. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void output(UUID id, String name, String value) {
        ServiceEntity service = services.lock(id);
        service.outputs = ((ObjectNode) service.outputs).deepCopy().put(name, value);
        service.touch(clock.instant());
    }

    /** The service has another resource now, while an operation goes on. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void replaced(UUID id, long resourceGeneration, ObjectNode outputs) {
        ServiceEntity service = services.lock(id);
        service.resourceGeneration = resourceGeneration;
        service.outputs = outputs;
        service.touch(clock.instant());
    }

    /**
     * An operation ended and left the service like this, for this reason.
     *
     * @param outputs what the provider says about it now, or null when it was not asked
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void leftBehind(
            UUID id,
            ServiceStatus status,
            @Nullable ObjectNode outputs,
            @Nullable String code,
            @Nullable String reason) {
        ServiceEntity service = services.lock(id);
        if (outputs != null) {
            service.outputs = outputs;
        }
        if (Findings.VANISHED.equals(code)) {
            forgetDrift(service);
        }
        become(service, status, code, reason);
        releaseChanged(service);
    }

    /** Nothing can differ of what is not there. */
    void forgetDrift(ServiceEntity service) {
        Drift before = Drift.of(service.drift);
        if (before != null) {
            service.drift = null;
            service.touch(clock.instant());
            events.driftResolved(service, before.differences());
        }
    }

    /** An operation ended that does not change what is seen of the service. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void free(UUID id) {
        ServiceEntity service = services.lock(id);
        releaseChanged(service);
        service.touch(clock.instant());
    }

    /** An operation ended that only looked at the service. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void looked(UUID id) {
        ServiceEntity service = services.lock(id);
        release(service);
        service.touch(clock.instant());
    }

    /** The resource is gone, and with it the service and its secrets. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void gone(UUID id) {
        ServiceEntity service = services.lock(id);
        service.operationId = null;
        service.deletedAt = clock.instant();
        service.outputs = Json.object();
        forgetDrift(service);
        looks.forget(id);
        secrets.forgetAll(id);
        backups.deletedWith(id);
        become(service, ServiceStatus.DELETED, null, null);
    }

    /**
     * Begins the deletion of a service with all it holds, protected or not, unless something else is being done with it.
     *
     * @return whether it was begun
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean beginDeletion(UUID id, @Nullable UUID actorId) {
        ServiceEntity service = services.lock(id);
        if (service.deletedAt != null
                || service.operationId != null
                || !Lifecycle.mayBegin(OperationType.DELETE, service.status())) {
            return false;
        }
        gate.begin(service, OperationType.DELETE, Json.object().put(ServiceDeletion.FORCE, true), actorId);
        return true;
    }

    /** Has the service looked at as soon as there is time for it: something may have changed that no operation tells of. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lookSoon(UUID id) {
        looks.soon(services.lock(id));
    }

    /** What was seen before says little about what the operation left. */
    private void releaseChanged(ServiceEntity service) {
        release(service);
        service.driftOutdated = true;
    }

    private void release(ServiceEntity service) {
        service.operationId = null;
        looks.soon(service);
    }

    /** The service is seen in this status, for this reason. */
    void become(ServiceEntity service, ServiceStatus next, @Nullable String code, @Nullable String reason) {
        ServiceStatus before = service.status();
        if (!Lifecycle.allows(before, next)) {
            throw new IllegalStateException("a service cannot go from " + before + " to " + next);
        }
        service.status = next.wireName();
        service.stateReason = reason;
        service.touch(clock.instant());
        if (before != next || code != null) {
            service.conditions = Conditions.ready(next, code, reason, service.updatedAt);
            events.changed(service, before);
            LOG.debugf("service-status service=%s from=%s to=%s", service.id, before, next);
        }
    }
}
