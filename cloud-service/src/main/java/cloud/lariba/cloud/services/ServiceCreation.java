package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.Selection;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.projects.Access;
import cloud.lariba.cloud.projects.ProjectAdmission;
import cloud.lariba.cloud.quota.QuotaLine;
import cloud.lariba.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Asking for a new service: everything is decided and recorded in one transaction, then carried out by an operation. */
@ApplicationScoped
class ServiceCreation {

    private static final Logger LOG = Logger.getLogger(ServiceCreation.class);

    private final NewServices newServices;
    private final ServiceGate gate;
    private final ProjectAdmission admission;
    private final ServicePlans plans;

    ServiceCreation(NewServices newServices, ServiceGate gate, ProjectAdmission admission, ServicePlans plans) {
        this.newServices = newServices;
        this.gate = gate;
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
            gate.requireFreeName(request.projectId(), request.wishes().name(), id);
            List<QuotaLine> quota = plans.quota(request.projectId(), access, null, choice.quota());
            if (dryRun) {
                return new ServiceOutcome.Planned(
                        newServices.plan(OperationType.CREATE.wireName(), null, choice, request.wishes(), quota));
            }
            plans.requireQuota(quota);
            return record(id, request, choice, userId);
        });
    }

    private ServiceOutcome record(UUID id, NewService.Checked request, Selection choice, UUID userId) {
        ServiceEntity service = newServices.pending(id, request.projectId(), choice, request.wishes());
        ServiceOutcome accepted = newServices.record(service, choice, Json.object(), userId);
        LOG.infof("service-requested service=%s type=%s project=%s", id, service.type, service.projectId);
        return accepted;
    }
}
