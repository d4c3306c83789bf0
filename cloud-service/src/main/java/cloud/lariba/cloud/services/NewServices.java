package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.Selection;
import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.quota.QuotaLine;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What all new services have in common, whether their resources are to be made or are there already: how they are planned, and how they are recorded. */
@ApplicationScoped
class NewServices {

    private final ServiceRepository services;
    private final ServiceGate gate;
    private final ServiceEvents events;
    private final DatabaseLogins logins;
    private final Specs specs;
    private final ServicePlans plans;

    NewServices(
            ServiceRepository services,
            ServiceGate gate,
            ServiceEvents events,
            DatabaseLogins logins,
            Specs specs,
            ServicePlans plans) {
        this.services = services;
        this.gate = gate;
        this.events = events;
        this.logins = logins;
        this.specs = specs;
        this.plans = plans;
    }

    /** The plan of a service that is not there yet. */
    Plan plan(String action, @Nullable UUID id, Selection choice, Wishes wishes, List<QuotaLine> quota) {
        ObjectNode after = plans.fields(wishes, choice.plan(), specs.shown(choice.type(), choice.spec()))
                .put("type", choice.type().wireName())
                .put("region", choice.region())
                .put("provider", choice.provider());
        return Plan.of(action, id, Json.object(), after, Plan.cost(choice.price()), quota);
    }

    /** A service that is not kept yet. */
    ServiceEntity pending(UUID id, UUID projectId, Selection choice, Wishes wishes) {
        ServiceEntity service = new ServiceEntity(
                id, projectId, choice, specs.shown(choice.type(), choice.spec()), wishes, plans.now());
        service.conditions = Conditions.ready(ServiceStatus.PENDING, null, null, service.createdAt);
        return service;
    }

    /** Keeps a pending service, with the operation that takes it from there. */
    @Transactional(Transactional.TxType.MANDATORY)
    ServiceOutcome.Accepted record(ServiceEntity service, Selection choice, ObjectNode input, UUID userId) {
        UUID operationId = gate.newOperationId();
        service.operationId = operationId;
        services.persistAndFlush(service);
        specs.keepHidden(service.id, choice.type(), choice.spec());
        if (choice.type() == ServiceType.DATABASE) {
            logins.prepareNext(service.id);
        }
        events.changed(service, null);
        gate.add(service, operationId, OperationType.CREATE, input, userId);
        return new ServiceOutcome.Accepted(ServiceView.of(service), operationId, service.version);
    }
}
