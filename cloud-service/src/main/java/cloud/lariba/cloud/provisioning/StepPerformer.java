package cloud.lariba.cloud.provisioning;

import static cloud.lariba.cloud.services.ServiceStatus.RUNNING;
import static cloud.lariba.cloud.services.ServiceStatus.STOPPED;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.OperationFailure;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.operations.StepOutcome;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import cloud.lariba.problem.ProblemCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Does what a step says: looks at the provider, acts on the difference, and tells what came of it. Throws {@link ProviderException}. */
@ApplicationScoped
class StepPerformer {

    private static final Duration FIRST_LOOK = Duration.ofMillis(200);
    private static final Duration LAST_LOOK = Duration.ofSeconds(10);
    private static final int MAX_DOUBLINGS = 10;

    private static final String LOOKS = "looks";
    private static final String KEYS = "access_key_ids";
    private static final String WRITTEN_UNTIL = "written_until";
    private static final String STATUS_LEFT = "status_left";
    private static final String OUTPUTS_LEFT = "outputs_left";

    private final List<Resources> all;
    private final ComputeResources compute;
    private final StorageResources storage;
    private final LoginSteps logins;
    private final SnapshotSteps snapshots;
    private final LookSteps looks;
    private final ServiceRecords records;
    private final Clock clock;

    StepPerformer(
            @All List<Resources> all,
            ComputeResources compute,
            StorageResources storage,
            LoginSteps logins,
            SnapshotSteps snapshots,
            LookSteps looks,
            ServiceRecords records,
            Clock clock) {
        this.all = all;
        this.compute = compute;
        this.storage = storage;
        this.logins = logins;
        this.snapshots = snapshots;
        this.looks = looks;
        this.records = records;
        this.clock = clock;
    }

    StepOutcome perform(Operation operation, Step step, Service service) {
        return switch (step.name()) {
            case ServiceSteps.CREATE_RESOURCE, ServiceSteps.APPLY_CHANGES -> ensure(operation, step, service);
            case ServiceSteps.CHOOSE_IMAGE -> new StepOutcome.Done(compute.chooseImage(service, operation));
            case ServiceSteps.WAIT_UNTIL_READY -> await(step, service, EnumSet.of(RUNNING, STOPPED), true);
            case ServiceSteps.WAIT_UNTIL_RUNNING -> await(step, service, EnumSet.of(RUNNING), false);
            case ServiceSteps.WAIT_UNTIL_STOPPED -> await(step, service, EnumSet.of(STOPPED), false);
            case ServiceSteps.START -> done(() -> compute.start(service));
            case ServiceSteps.STOP -> done(() -> compute.stop(service));
            case ServiceSteps.REBOOT -> done(() -> compute.reboot(service));
            case ServiceSteps.CREATE_LOGIN -> logins.create(service);
            case ServiceSteps.RETIRE_LOGIN -> logins.retire(service, step);
            case ServiceSteps.CREATE_SNAPSHOT -> snapshots.create(operation, service, step);
            case ServiceSteps.WAIT_UNTIL_SNAPSHOT_READY -> snapshots.await(operation, service, step);
            case ServiceSteps.DELETE_SNAPSHOT ->
                inPhases(step, () -> snapshots.delete(operation, service), () -> snapshots.deleted(operation));
            case ServiceSteps.RESTORE_SNAPSHOT -> inPhases(step, () -> snapshots.restore(operation, service));
            case ServiceSteps.CLOSE_REPLACED -> done(() -> snapshots.closeReplaced(operation, service));
            case ServiceSteps.SWITCH_OVER -> snapshots.switchOver(operation, service, step);
            case ServiceSteps.REMOVE_REPLACED -> inPhases(step, () -> snapshots.removeReplaced(service));
            case ServiceSteps.LIST_KEYS -> new StepOutcome.Done(keys(service));
            case ServiceSteps.REVOKE_KEYS -> done(() -> storage.revoke(service, keys(operation)));
            case ServiceSteps.CHECK_PRESENT -> looks.checkPresent(operation, service, step);
            case ServiceSteps.RESTORE_STATE -> looks.restoreState(service, step);
            case ServiceSteps.LOOK -> looks.look(operation, service, step);
            case ServiceSteps.CHECK_EMPTY -> checkEmpty(service);
            case ServiceSteps.READ_CLOCK ->
                new StepOutcome.Done(
                        Json.object().put(WRITTEN_UNTIL, storage.clock(service).toString()));
            case ServiceSteps.EMPTY_BUCKET ->
                storage.emptySome(service, writtenUntil(operation)) ? done(() -> {}) : goOnEmptying(operation, step);
            case ServiceSteps.DELETE_RESOURCE ->
                inPhases(
                        step,
                        () -> service.type() == ServiceType.DATABASE
                                ? snapshots.removeWithDatabase(operation, service)
                                : resources(service).remove(service));
            case ServiceSteps.WAIT_UNTIL_GONE -> awaitGone(step, service);
            default -> throw new IllegalStateException("no step " + step.name());
        };
    }

    private StepOutcome ensure(Operation operation, Step step, Service service) {
        Progress progress = resources(service).ensure(service, operation, step);
        return progress == Progress.DONE
                ? new StepOutcome.Done(
                        Json.object(), snapshots.recount(operation, service).orElse(null))
                : lookAgain(step);
    }

    /** What a failed change left of an instance, which may be stopped for it; empty for other services and when the provider does not say. */
    ObjectNode whatIsLeft(Service service) {
        if (service.type() != ServiceType.COMPUTE) {
            return Json.object();
        }
        try {
            return switch (compute.observe(service)) {
                case Observed.Ready(ServiceStatus status, ObjectNode outputs) ->
                    left(status).set(OUTPUTS_LEFT, outputs);
                case Observed.Changing changing -> leftDegraded();
                case Observed.Broken broken -> leftDegraded();
                case Observed.Absent absent -> leftDegraded();
            };
        } catch (ProviderException e) {
            return leftDegraded();
        }
    }

    /** As {@link #whatIsLeft} of what does not work. */
    static ObjectNode leftDegraded() {
        return left(ServiceStatus.DEGRADED);
    }

    private static ObjectNode left(ServiceStatus status) {
        return Json.object().put(STATUS_LEFT, status.wireName());
    }

    /** The status that {@link #whatIsLeft} saw. */
    static ServiceStatus statusLeft(ObjectNode data, ServiceStatus otherwise) {
        return ServiceStatus.of(data.path(STATUS_LEFT).asText()).orElse(otherwise);
    }

    /** The outputs that {@link #whatIsLeft} saw, or null. */
    static @Nullable ObjectNode outputsLeft(ObjectNode data) {
        return data.get(OUTPUTS_LEFT) instanceof ObjectNode outputs ? outputs : null;
    }

    private Resources resources(Service service) {
        return Resources.of(all, service);
    }

    private static StepOutcome done(Runnable call) {
        call.run();
        return new StepOutcome.Done(Json.object());
    }

    private static StepOutcome inPhases(Step step, Supplier<Progress> call) {
        return inPhases(step, call, null);
    }

    private static StepOutcome inPhases(Step step, Supplier<Progress> call, @Nullable Runnable effect) {
        return switch (call.get()) {
            case DONE -> new StepOutcome.Done(Json.object(), effect);
            case CALL_AGAIN -> lookAgain(step);
        };
    }

    private static Set<String> keys(Operation operation) {
        return operation
                .step(ServiceSteps.LIST_KEYS)
                .data()
                .path(KEYS)
                .valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    private ObjectNode keys(Service service) {
        ObjectNode data = Json.object();
        ArrayNode keys = data.putArray(KEYS);
        storage.accessKeys(service).forEach(keys::add);
        return data;
    }

    private StepOutcome checkEmpty(Service service) {
        if (!storage.isEmpty(service)) {
            throw new ProviderException.Permanent(
                    ProviderException.Permanent.Reason.NOT_EMPTY, "The bucket holds objects.", null);
        }
        return new StepOutcome.Done(Json.object());
    }

    /** A worker that goes on when all is done removes nothing of what was written since; a bucket that is to be deleted takes everything with it. */
    private static Instant writtenUntil(Operation operation) {
        return operation.type() == OperationType.EMPTY
                ? Instant.parse(operation
                        .step(ServiceSteps.READ_CLOCK)
                        .data()
                        .path(WRITTEN_UNTIL)
                        .asText())
                : Instant.MAX;
    }

    /** What one operation has no time for is for the next: what is removed is removed. */
    private StepOutcome goOnEmptying(Operation operation, Step step) {
        return clock.instant().isBefore(operation.deadlineAt())
                ? new StepOutcome.Wait(step.data(), Duration.ZERO)
                : new StepOutcome.Failed(new OperationFailure(
                        ProblemCode.BUCKET_NOT_EMPTY,
                        "deadline",
                        "The bucket holds more objects than one operation can remove; ask again to go on.",
                        true));
    }

    private StepOutcome await(Step step, Service service, Set<ServiceStatus> wanted, boolean followed) {
        return switch (resources(service).observe(service)) {
            case Observed.Ready(ServiceStatus status, ObjectNode outputs)
            when wanted.contains(status) ->
                new StepOutcome.Done(Json.object(), () -> records.settled(service.id(), status, outputs, followed));
            case Observed.Ready other -> lookAgain(step);
            case Observed.Changing changing -> lookAgain(step);
            case Observed.Absent absent -> throw notYet("resource");
            case Observed.Broken(String reason) -> broken(reason);
        };
    }

    /** The end of an operation on what cannot be used. */
    static StepOutcome broken(String reason) {
        return new StepOutcome.Failed(new OperationFailure(ProblemCode.PROVIDER_ERROR, "broken", reason, false));
    }

    /** Of what was made before, and is looked for again. */
    static ProviderException notYet(String what) {
        return new ProviderException.Retryable(
                ProviderException.Retryable.Reason.NOT_YET_VISIBLE, "The " + what + " does not show yet.", null);
    }

    private StepOutcome awaitGone(Step step, Service service) {
        return switch (resources(service).observe(service)) {
            case Observed.Absent absent -> new StepOutcome.Done(Json.object(), () -> records.gone(service.id()));
            case Observed.Changing changing -> lookAgain(step);
            case Observed.Ready ready -> lookAgain(step);
            case Observed.Broken broken -> lookAgain(step);
        };
    }

    /** Looks soon at first and more and more seldom then: what takes minutes is not asked for every second. */
    static StepOutcome lookAgain(Step step) {
        return lookAgain(step, step.data().deepCopy());
    }

    /** As {@link #lookAgain(Step)}, with something else that the next look is to know. */
    static StepOutcome lookAgain(Step step, ObjectNode data) {
        int looks = looks(step);
        return new StepOutcome.Wait(data.put(LOOKS, looks + 1), waitBefore(looks));
    }

    /** How often {@link #lookAgain(Step)} was said. */
    static int looks(Step step) {
        return step.data().path(LOOKS).asInt();
    }

    /** How long nothing happens before what was looked at so often is looked at again. */
    static Duration waitBefore(int look) {
        return Duration.ofMillis(
                Math.min(LAST_LOOK.toMillis(), FIRST_LOOK.toMillis() << Math.min(look, MAX_DOUBLINGS)));
    }
}
