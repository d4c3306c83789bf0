package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.Selection;
import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.projects.Access;
import cloud.lariba.cloud.projects.ProjectAdmission;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.ResourceNames;
import cloud.lariba.cloud.quota.QuotaLine;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a service of a resource that is there already. It has the id that the resource's names and tags derive from, and what was observed is its spec, so
 * that the operation which creates it finds everything as it is to be; of a database it makes new logins.
 */
@ApplicationScoped
public class ServiceAdoption {

    private final ServiceRepository services;
    private final NewServices newServices;
    private final ServiceGate gate;
    private final Specs specs;
    private final ProjectAdmission admission;
    private final ServicePlans plans;

    ServiceAdoption(
            ServiceRepository services,
            NewServices newServices,
            ServiceGate gate,
            Specs specs,
            ProjectAdmission admission,
            ServicePlans plans) {
        this.services = services;
        this.newServices = newServices;
        this.gate = gate;
        this.specs = specs;
        this.admission = admission;
        this.plans = plans;
    }

    /**
     * What the service is to be, as far as that is a client's choice.
     *
     * @param plan one of the type's plans, or null for the one of the resource's size
     */
    public record Wanted(
            UUID projectId, String name, @Nullable String plan, Map<String, String> labels) {}

    /**
     * The service that the resource would belong to, with what its plan says, to look at the resource with.
     *
     * @throws ProblemException {@code invalid_input}, {@code not_found}, {@code forbidden}; {@code invalid_state} when another service has the id
     */
    @Transactional
    public Service candidate(FoundResource found, String provider, Wanted wanted, UUID userId) {
        admission.check(wanted.projectId(), userId);
        ServiceType type =
                switch (found.kind()) {
                    case COMPUTE -> ServiceType.COMPUTE;
                    case STORAGE -> ServiceType.STORAGE;
                    case DATABASE -> ServiceType.DATABASE;
                    case DISK, SNAPSHOT, SECURITY_GROUP, KEY_PAIR, ACCESS_USER ->
                        throw refused("Only instances, buckets and databases become services.");
                };
        Optional<ServiceEntity> earlier = services.findByIdOptional(found.serviceId());
        earlier.ifPresent(service -> requireSame(service, type, found.region(), wanted.projectId()));
        String plan = wanted.plan() == null ? plans.planOf(type, provider, found.size()) : wanted.plan();
        ObjectNode spec = earlier.map(service -> (ObjectNode) service.spec).orElse(null);
        Selection choice = Adoption.explained(() -> plans.select(type.wireName(), plan, found.region(), spec));
        return new Service(
                found.serviceId(),
                wanted.projectId(),
                wanted.name(),
                type,
                plan,
                choice.provider(),
                choice.region(),
                specs.shown(type, choice.spec()),
                1,
                type == ServiceType.DATABASE ? ResourceNames.generationOf(found.resourceId()) : 1,
                ServiceStatus.PENDING,
                null,
                false,
                null,
                Json.object(),
                0);
    }

    /** What a deleted service left in operations and events is its project's and nobody else's. */
    private static void requireSame(ServiceEntity service, ServiceType type, String region, UUID projectId) {
        if (service.deletedAt == null) {
            throw refused("A service accounts for the resource.");
        }
        if (!service.projectId.equals(projectId) || service.type() != type || !service.region.equals(region)) {
            throw refused("The resource belonged to a service of another project, type or region.");
        }
    }

    /**
     * Makes the service.
     *
     * @param candidate what {@link #candidate} said
     * @param present what was found of the resource, compared with that
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code invalid_state}, {@code name_taken}, {@code quota_exceeded},
     *     {@code not_supported_by_provider}
     */
    @Transactional
    public ServiceOutcome.Accepted adopt(Service candidate, Finding.Present present, Wanted wanted, UUID userId) {
        Draft draft = draft(candidate, present, wanted, userId);
        plans.requireQuota(draft.quota());
        Selection choice = draft.choice();
        ServiceEntity service = entity(candidate, choice, wishes(wanted, present));
        return newServices.record(service, choice, Json.object().put(ServiceRecords.ADOPTED, true), userId);
    }

    /**
     * What {@link #adopt} would do.
     *
     * @throws ProblemException as {@link #adopt}, but for {@code quota_exceeded}
     */
    @Transactional
    public ServiceOutcome.Planned plan(Service candidate, Finding.Present present, Wanted wanted, UUID userId) {
        Draft draft = draft(candidate, present, wanted, userId);
        services.findByIdOptional(candidate.id())
                .ifPresent(
                        service -> requireSame(service, candidate.type(), candidate.region(), candidate.projectId()));
        return new ServiceOutcome.Planned(newServices.plan(
                OperationType.ADOPT.wireName(),
                candidate.id(),
                draft.choice(),
                wishes(wanted, present),
                draft.quota()));
    }

    private record Draft(Selection choice, List<QuotaLine> quota) {}

    private Draft draft(Service candidate, Finding.Present present, Wanted wanted, UUID userId) {
        Access access = admission.check(wanted.projectId(), userId);
        Selection choice = Adoption.explained(() -> plans.select(
                candidate.type().wireName(), candidate.plan(), candidate.region(), observed(candidate, present)));
        admission.hold(wanted.projectId());
        gate.requireFreeName(wanted.projectId(), wanted.name(), candidate.id());
        return new Draft(choice, plans.quota(wanted.projectId(), access, null, choice.quota()));
    }

    private ServiceEntity entity(Service candidate, Selection choice, Wishes wishes) {
        if (services.findByIdOptional(candidate.id()).isEmpty()) {
            ServiceEntity made = newServices.pending(candidate.id(), candidate.projectId(), choice, wishes);
            made.takeOver(candidate.resourceGeneration());
            return made;
        }
        ServiceEntity earlier = services.lock(candidate.id());
        requireSame(earlier, candidate.type(), candidate.region(), candidate.projectId());
        earlier.revive(choice, specs.shown(choice.type(), choice.spec()), wishes, plans.now());
        earlier.takeOver(candidate.resourceGeneration());
        return earlier;
    }

    private static ObjectNode observed(Service candidate, Finding.Present present) {
        ObjectNode spec = candidate.spec().deepCopy();
        present.differences().stream()
                .filter(difference -> spec.has(difference.field()))
                .forEach(difference -> spec.set(difference.field(), Drift.json(difference.observed())));
        return spec;
    }

    private static Wishes wishes(Wanted wanted, Finding.Present present) {
        boolean isProtected = present.differences().stream()
                .filter(difference -> difference.field().equals(Adoption.DELETION_PROTECTION))
                .map(Difference::observed)
                .anyMatch(Boolean.TRUE::equals);
        return new Wishes(wanted.name(), wanted.labels(), isProtected, null);
    }

    private static ProblemException refused(String detail) {
        return ProblemException.of(ProblemCode.INVALID_STATE, detail);
    }
}
