package cloud.lariba.cloud.services;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.cloud.projects.ProjectAdmission;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What members decide about drift: to look again, to take it over, to undo it, or to leave it. Nothing is ever undone unasked. */
@ApplicationScoped
class DriftDecisions {

    private static final String IGNORE = "ignore";
    private static final Set<String> NAMES = Set.of(
            OperationType.RECONCILE.wireName(),
            OperationType.ADOPT.wireName(),
            OperationType.REVERT.wireName(),
            IGNORE);

    private final ServiceRepository services;
    private final ServiceGate gate;
    private final ServiceChanges changes;
    private final ServiceEvents events;
    private final ProjectAdmission admission;
    private final Clock clock;

    DriftDecisions(
            ServiceRepository services,
            ServiceGate gate,
            ServiceChanges changes,
            ServiceEvents events,
            ProjectAdmission admission,
            Clock clock) {
        this.services = services;
        this.gate = gate;
        this.changes = changes;
        this.events = events;
        this.admission = admission;
        this.clock = clock;
    }

    /** Whether an action of this name is one of the decisions; every type of service has them. */
    static boolean has(String name) {
        return NAMES.contains(name);
    }

    /**
     * Carries a decision out, or has an operation do so.
     *
     * @throws ProblemException {@code invalid_input}, {@code unknown_field}, {@code not_found}, {@code forbidden}, {@code precondition_failed},
     *     {@code operation_in_progress}, {@code invalid_state}, {@code quota_exceeded}, {@code not_supported_by_provider}
     */
    ServiceOutcome decide(ServiceAction action, ServiceActions.Request request) {
        return switch (action.checkedType()) {
            case "reconcile" -> {
                action.requireNoParams();
                yield begin(OperationType.RECONCILE, false, request);
            }
            case "revert" -> begin(OperationType.REVERT, action.recreate(), request);
            case "adopt" ->
                changes.change(
                        new ServiceChanges.Request(
                                request.serviceId(),
                                request.userId(),
                                request.ifMatch(),
                                OperationType.ADOPT,
                                request.dryRun()),
                        new ServiceEdit.Adopt(action.fields(false)));
            case IGNORE -> ignore(action.fields(true), request);
            default -> throw new IllegalArgumentException("not a decision");
        };
    }

    private ServiceOutcome begin(OperationType type, boolean recreate, ServiceActions.Request request) {
        admit(request);
        return QuarkusTransaction.joiningExisting().call(() -> {
            ServiceEntity service = gate.hold(request.serviceId(), request.ifMatch());
            ServiceGate.requireStatus(service, type);
            if (type == OperationType.REVERT && !recreate) {
                ServiceGate.requireResource(service);
            }
            if (request.dryRun()) {
                return new ServiceOutcome.Planned(plan(service, type));
            }
            ObjectNode input = Json.object();
            if (recreate) {
                input.put(ServiceRecords.RECREATE, true);
            }
            return gate.begin(service, type, input, request.userId());
        });
    }

    private static Plan plan(ServiceEntity service, OperationType type) {
        Drift drift = Drift.of(service.drift);
        if (type != OperationType.REVERT || drift == null) {
            return ServiceActions.plan(service, type);
        }
        ObjectNode before = Json.object();
        ObjectNode after = Json.object();
        drift.differences().forEach(field -> {
            before.set(field.field(), field.observed());
            after.set(field.field(), field.expected());
        });
        return Plan.of(type.wireName(), service.id, before, after, Plan.Cost.NOTHING, List.of());
    }

    private ServiceOutcome ignore(List<String> names, ServiceActions.Request request) {
        admit(request);
        return QuarkusTransaction.joiningExisting().call(() -> {
            ServiceEntity service = gate.hold(request.serviceId(), request.ifMatch());
            Drift before = Drift.of(service.drift);
            Drift.require(before, names);
            if (before == null) {
                throw new IllegalStateException("a field that differs has a drift");
            }
            Instant now = clock.instant();
            Drift after = before.with(
                    field -> names.contains(field.field()) ? field.ignoredBy(request.userId(), now) : field);
            if (request.dryRun()) {
                return new ServiceOutcome.Planned(
                        Plan.of(IGNORE, service.id, ignored(before), ignored(after), Plan.Cost.NOTHING, List.of()));
            }
            service.drift = Json.tree(after);
            service.touch(now);
            services.flush();
            events.changed(service, service.status());
            return new ServiceOutcome.Changed(ServiceView.of(service), service.version);
        });
    }

    private static ObjectNode ignored(Drift drift) {
        ObjectNode ignored = Json.object();
        ArrayNode names = ignored.putArray("ignored");
        drift.differences().stream()
                .filter(field -> field.ignored() != null)
                .forEach(field -> names.add(field.field()));
        return ignored;
    }

    private void admit(ServiceActions.Request request) {
        Service seen = gate.see(request.serviceId(), request.userId(), Permission.MANAGE_SERVICES);
        admission.check(seen.projectId(), request.userId());
    }
}
