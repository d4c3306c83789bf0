package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.failures.ProviderFailures;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.cloud.providers.Capability;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asking for the end of a service. */
@ApplicationScoped
class ServiceDeletion {

    /** Member of the operation's input: whether a bucket's objects go too. */
    static final String FORCE = "force";

    private static final Logger LOG = Logger.getLogger(ServiceDeletion.class);

    private final ServiceGate gate;
    private final Providers providers;

    ServiceDeletion(ServiceGate gate, Providers providers) {
        this.gate = gate;
        this.providers = providers;
    }

    /**
     * Who asks under which condition; {@code force} removes a bucket's objects too, {@code finalSnapshot} says whether a last snapshot of a
     * database stays, which the provider decides when it is null.
     */
    record Request(
            UUID serviceId,
            UUID userId,
            @Nullable String ifMatch,
            boolean force,
            @Nullable Boolean finalSnapshot,
            boolean dryRun) {}

    /**
     * Asks for a deletion.
     *
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code precondition_failed}, {@code operation_in_progress},
     *     {@code deletion_protected}, {@code bucket_not_empty}, {@code invalid_state}, {@code not_supported_by_provider}
     */
    ServiceOutcome delete(Request request) {
        Service seen = gate.see(request.serviceId(), request.userId(), Permission.MANAGE_SERVICES);
        if (Boolean.TRUE.equals(request.finalSnapshot())) {
            requireFinalSnapshots(seen);
        }
        boolean checkContent = seen.type() == ServiceType.STORAGE && !request.force();
        if (checkContent && !seen.deletionProtection() && seen.operationId() == null) {
            requireEmpty(seen);
        }
        return QuarkusTransaction.joiningExisting().call(() -> {
            ServiceEntity service = gate.hold(request.serviceId(), request.ifMatch());
            if (service.deletionProtection) {
                throw ProblemException.of(
                        ProblemCode.DELETION_PROTECTED,
                        "Set deletion_protection to false before deleting the service.");
            }
            ServiceGate.requireStatus(service, OperationType.DELETE);
            if (request.dryRun()) {
                return new ServiceOutcome.Planned(plan(service));
            }
            LOG.infof("service-deletion-requested service=%s", service.id);
            return gate.begin(service, OperationType.DELETE, input(request), request.userId());
        });
    }

    private static ObjectNode input(Request request) {
        ObjectNode input = Json.object().put(FORCE, request.force());
        return request.finalSnapshot() == null
                ? input
                : input.put(ServiceRecords.FINAL_SNAPSHOT, request.finalSnapshot());
    }

    private void requireFinalSnapshots(Service service) {
        Capability wanted = Capability.DATABASE_FINAL_SNAPSHOTS;
        if (service.type() != ServiceType.DATABASE
                || !providers.get(service.provider()).capabilities().contains(wanted)) {
            throw ProviderFailures.problem(new ProviderException.NotSupported(service.provider(), wanted));
        }
    }

    /** Tells the caller at once; the operation looks again, and decides when the provider cannot be asked now. */
    private void requireEmpty(Service bucket) {
        boolean empty;
        try {
            empty = providers.get(bucket.provider()).storage().isEmpty(bucket.identity());
        } catch (ProviderException e) {
            LOG.debugf("bucket-not-checked service=%s reason=%s", bucket.id(), e.reason());
            return;
        }
        if (!empty) {
            throw ProviderFailures.bucketNotEmpty();
        }
    }

    private static Plan plan(ServiceEntity service) {
        ObjectNode before = Json.object().put("status", service.status);
        ObjectNode after = Json.object().put("status", ServiceStatus.DELETED.wireName());
        return Plan.of(OperationType.DELETE.wireName(), service.id, before, after, Plan.Cost.NOTHING, List.of());
    }
}
