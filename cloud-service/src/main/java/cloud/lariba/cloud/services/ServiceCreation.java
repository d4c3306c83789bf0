package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.Selection;
import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.projects.Access;
import cloud.lariba.cloud.projects.ProjectAdmission;
import cloud.lariba.cloud.quota.QuotaLine;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Asking for a new service: everything is decided and recorded in one transaction, then carried out by an operation. */
@ApplicationScoped
class ServiceCreation {

    private static final Logger LOG = Logger.getLogger(ServiceCreation.class);

    private final ServiceRepository services;
    private final ServiceGate gate;
    private final ServiceEvents events;
    private final DatabaseLogins logins;
    private final Specs specs;
    private final ProjectAdmission admission;
    private final ServicePlans plans;

    ServiceCreation(
            ServiceRepository services,
            ServiceGate gate,
            ServiceEvents events,
            DatabaseLogins logins,
            Specs specs,
            ProjectAdmission admission,
            ServicePlans plans) {
        this.services = services;
        this.gate = gate;
        this.events = events;
        this.logins = logins;
        this.specs = specs;
        this.admission = admission;
        this.plans = plans;
    }

    /**
     * Asks for a service.
     *
     * @throws ProblemException {@code invalid_input}, {@code unknown_field}, {@code not_found}, {@code forbidden}, {@code invalid_state},
     *     {@code name_taken}, {@code quota_exceeded}, {@code not_supported_by_provider}
     */
    ServiceOutcome create(NewService body, UUID userId, boolean dryRun) {
        NewService.Checked request = body.check(plans.now());
        Access access = admission.check(request.projectId(), userId);
        Selection choice = plans.select(request.type(), request.plan(), request.region(), request.spec());
        return QuarkusTransaction.joiningExisting().call(() -> {
            admission.hold(request.projectId());
            UUID id = plans.newId();
            requireFreeName(request, id);
            List<QuotaLine> quota = plans.quota(request.projectId(), access, null, choice.quota());
            if (dryRun) {
                return new ServiceOutcome.Planned(plan(choice, request, quota));
            }
            plans.requireQuota(quota);
            return record(id, request, choice, userId);
        });
    }

    private void requireFreeName(NewService.Checked request, UUID id) {
        if (services.isNameTaken(request.projectId(), request.wishes().name(), id)) {
            throw ProblemException.of(ProblemCode.NAME_TAKEN, "Another service of the project has this name.");
        }
    }

    private Plan plan(Selection choice, NewService.Checked request, List<QuotaLine> quota) {
        ObjectNode after = plans.fields(request.wishes(), choice.plan(), specs.shown(choice.type(), choice.spec()));
        after.put("type", choice.type().wireName())
                .put("region", choice.region())
                .put("provider", choice.provider());
        return Plan.of("create", null, Json.object(), after, Plan.cost(choice.price()), quota);
    }

    private ServiceOutcome record(UUID id, NewService.Checked request, Selection choice, UUID userId) {
        ServiceEntity service = new ServiceEntity(
                id,
                request.projectId(),
                choice,
                specs.shown(choice.type(), choice.spec()),
                request.wishes(),
                plans.now());
        service.conditions = Conditions.ready(ServiceStatus.PENDING, null, null, service.createdAt);
        UUID operationId = gate.newOperationId();
        service.operationId = operationId;
        services.persistAndFlush(service);
        specs.keepHidden(id, choice.type(), choice.spec());
        if (choice.type() == ServiceType.DATABASE) {
            logins.prepareNext(id);
        }
        events.changed(service, null);
        gate.add(service, operationId, OperationType.CREATE, Json.object(), userId);
        LOG.infof("service-requested service=%s type=%s project=%s", id, service.type, service.projectId);
        return new ServiceOutcome.Accepted(ServiceView.of(service), operationId, service.version);
    }
}
