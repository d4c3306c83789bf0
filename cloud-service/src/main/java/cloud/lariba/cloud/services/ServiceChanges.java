package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.Selection;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.projects.Access;
import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.cloud.projects.ProjectAdmission;
import cloud.lariba.cloud.quota.QuotaLine;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.MergePatch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changing what is asked of a service. What the provider has to follow is carried out by an operation, everything else at once. */
@ApplicationScoped
class ServiceChanges {

    private final ServiceRepository services;
    private final ServiceGate gate;
    private final ServiceEvents events;
    private final Specs specs;
    private final ProjectAdmission admission;
    private final ServicePlans plans;
    private final MergePatch patches;

    /**
     * A change, worked out.
     *
     * @param forProvider whether the provider has to follow it; also what was asked for before, when it has not followed that
     */
    private record Draft(Wishes wishes, Selection choice, boolean forProvider) {}

    ServiceChanges(
            ServiceRepository services,
            ServiceGate gate,
            ServiceEvents events,
            Specs specs,
            ProjectAdmission admission,
            ServicePlans plans,
            MergePatch patches) {
        this.services = services;
        this.gate = gate;
        this.events = events;
        this.specs = specs;
        this.admission = admission;
        this.plans = plans;
        this.patches = patches;
    }

    /** Who asks for what under which condition; {@code type} is the operation's when the provider has to follow. */
    record Request(UUID serviceId, UUID userId, @Nullable String ifMatch, OperationType type, boolean dryRun) {}

    /**
     * Changes a service.
     *
     * @param edit what is to be changed
     * @throws ProblemException {@code invalid_input}, {@code unknown_field}, {@code not_found}, {@code forbidden}, {@code precondition_failed},
     *     {@code operation_in_progress}, {@code invalid_state}, {@code name_taken}, {@code quota_exceeded}, {@code not_supported_by_provider}
     */
    ServiceOutcome change(Request request, ServiceEdit edit) {
        Service seen = gate.see(request.serviceId(), request.userId(), Permission.MANAGE_SERVICES);
        Access access = admission.check(seen.projectId(), request.userId());
        return QuarkusTransaction.joiningExisting().call(() -> {
            admission.hold(seen.projectId());
            ServiceEntity service = gate.hold(request.serviceId(), request.ifMatch());
            Optional<Adoption> adoption = adoption(service, edit);
            Draft draft = adoption.isPresent()
                    ? Adoption.explained(() -> draft(service, edit, adoption))
                    : draft(service, edit, adoption);
            List<QuotaLine> quota = plans.quota(
                    service.projectId, access, service.quota(), draft.choice().quota());
            boolean forProvider = adoption.isPresent() || draft.forProvider();
            if (forProvider) {
                ServiceGate.requireStatus(service, request.type());
            }
            if (request.dryRun()) {
                return new ServiceOutcome.Planned(plan(service, request.type(), draft, quota));
            }
            plans.requireQuota(quota);
            return forProvider ? follow(service, request, draft, adoption) : note(service, draft.wishes());
        });
    }

    private Draft draft(ServiceEntity service, ServiceEdit edit, Optional<Adoption> adoption) {
        ObjectNode whole = specs.whole(service.id, (ObjectNode) service.spec);
        ServiceChange wanted = wanted(service, whole, edit, adoption);
        Wishes wishes = wanted.check(service.expiresAt, plans.now());
        gate.requireFreeName(service.projectId, wishes.name(), service.id);
        Selection choice = plans.complete(service.type, wanted.checkedPlan(), service.region, wanted.spec());
        plans.requireChangeable(service.type(), whole, choice.spec());
        boolean forProvider = !choice.plan().equals(service.plan)
                || !choice.spec().equals(whole)
                || edit.namesChoice() && service.isBehind();
        if (forProvider) {
            plans.requireSupport(choice);
        }
        return new Draft(wishes, choice, forProvider);
    }

    private ServiceChange wanted(
            ServiceEntity service, ObjectNode whole, ServiceEdit edit, Optional<Adoption> adoption) {
        ServiceChange current = ServiceChange.current(service, whole);
        return switch (edit) {
            case ServiceEdit.Resize(String plan) -> replanned(service, current, plan);
            case ServiceEdit.Adopt adopt -> adoption.orElseThrow().into(current);
            case ServiceEdit.Patch(JsonNode document) ->
                patches.apply(replanned(service, current, document.path("plan").textValue()), document);
            case ServiceEdit.Replace(ServiceChange fields)
            when fields.spec() == null ->
                fields.withSpec(replanned(service, current, fields.plan()).spec());
            case ServiceEdit.Replace(ServiceChange fields) -> {
                ObjectNode spec = specs.hidden(service.type(), whole);
                spec.setAll(fields.spec());
                yield fields.withSpec(spec);
            }
        };
    }

    private ServiceChange replanned(ServiceEntity service, ServiceChange current, @Nullable String plan) {
        if (plan == null || plan.equals(service.plan) || current.spec() == null) {
            return current;
        }
        return current.withPlan(plan)
                .withSpec(plans.replan(service.type(), service.provider, service.plan, plan, current.spec()));
    }

    private Plan plan(ServiceEntity service, OperationType type, Draft draft, List<QuotaLine> quota) {
        Wishes now = new Wishes(service.name, service.labelMap(), service.deletionProtection, service.expiresAt);
        ObjectNode after = specs.shown(service.type(), draft.choice().spec());
        return Plan.of(
                type.wireName(),
                service.id,
                plans.fields(now, service.plan, (ObjectNode) service.spec),
                plans.fields(draft.wishes(), draft.choice().plan(), after),
                Plan.cost(draft.choice().price()),
                quota);
    }

    /** What the provider has no part in is done at once. */
    private ServiceOutcome note(ServiceEntity service, Wishes wishes) {
        Wishes before = new Wishes(service.name, service.labelMap(), service.deletionProtection, service.expiresAt);
        if (!before.equals(wishes)) {
            service.wish(wishes, plans.now());
            services.flush();
            events.changed(service, service.status());
        }
        return new ServiceOutcome.Changed(ServiceView.of(service), service.version);
    }

    private ServiceOutcome follow(ServiceEntity service, Request request, Draft draft, Optional<Adoption> adoption) {
        service.wish(draft.wishes(), plans.now());
        service.choose(
                draft.choice(), specs.shown(service.type(), draft.choice().spec()));
        specs.keepHidden(service.id, service.type(), draft.choice().spec());
        adoption.ifPresent(taken -> taken.settle(service));
        return gate.begin(service, request.type(), Json.object(), request.userId());
    }

    private static Optional<Adoption> adoption(ServiceEntity service, ServiceEdit edit) {
        return edit instanceof ServiceEdit.Adopt(List<String> fields)
                ? Optional.of(Adoption.of(service, fields))
                : Optional.empty();
    }
}
