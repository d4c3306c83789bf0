package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.failures.ProviderFailures;
import cloud.lariba.cloud.operations.Ending;
import cloud.lariba.cloud.operations.NewOperation;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.OperationFailure;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.operations.StepOutcome;
import cloud.lariba.cloud.operations.Workflow;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.services.Backups;
import cloud.lariba.cloud.services.DatabaseLogins;
import cloud.lariba.cloud.services.Findings;
import cloud.lariba.cloud.services.Lifecycle;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import cloud.lariba.problem.ProblemCode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Operations on services: what they do to the service's status when they begin and end. What their steps do is {@link StepPerformer}'s. */
@ApplicationScoped
class ServiceWorkflow implements Workflow {

    private static final String CANCELLED = "cancelled";

    private final ServiceRecords records;
    private final StepPerformer steps;
    private final StaleCalls staleCalls;
    private final DatabaseLogins logins;
    private final Backups backups;
    private final ProviderReachability reachability;
    private final FailedRestorations restorations;

    ServiceWorkflow(
            ServiceRecords records,
            StepPerformer steps,
            StaleCalls staleCalls,
            DatabaseLogins logins,
            Backups backups,
            ProviderReachability reachability,
            FailedRestorations restorations) {
        this.records = records;
        this.steps = steps;
        this.staleCalls = staleCalls;
        this.logins = logins;
        this.backups = backups;
        this.reachability = reachability;
        this.restorations = restorations;
    }

    @Override
    public boolean drives(OperationType type) {
        return type != OperationType.DELETE_PROJECT;
    }

    @Override
    public List<String> steps(NewOperation operation) {
        return ServiceSteps.of(operation);
    }

    @Override
    public void begin(Operation operation) {
        Lifecycle.during(operation.type()).ifPresent(status -> records.passInto(operation.requiredServiceId(), status));
        if (operation.type() == OperationType.DELETE) {
            backups.deletingWith(operation.requiredServiceId(), operation.id());
        }
    }

    @Override
    public StepOutcome perform(Operation operation, Step step) {
        Service service = records.get(operation.requiredServiceId());
        return FailedRestorations.isFailing(step)
                ? restorations.undo(step, service)
                : perform(operation, step, service);
    }

    @Override
    public StepOutcome failing(Operation operation, Step step, StepOutcome.Failed failure) {
        return restorations.failing(operation, step, failure);
    }

    private StepOutcome perform(Operation operation, Step step, Service service) {
        try {
            StepOutcome outcome = steps.perform(operation, step, service);
            reachability.answered(service.provider());
            return outcome;
        } catch (ProviderException e) {
            reachability.failed(service.provider(), e);
            StepOutcome outcome = ProviderFailures.outcome(e, ComputeResources.after(e, step));
            return outcome instanceof StepOutcome.Failed(OperationFailure failure, ObjectNode none)
                            && operation.type() != OperationType.CREATE
                            && operation.type() != OperationType.DELETE
                    ? new StepOutcome.Failed(failure, steps.whatIsLeft(service))
                    : outcome;
        }
    }

    @Override
    public void end(Operation operation, Ending ending) {
        if (!(ending instanceof Ending.Succeeded)) {
            giveUp(operation);
        }
        switch (ending) {
            case Ending.Succeeded() -> succeeded(operation);
            case Ending.Failed(OperationFailure failure) -> failed(operation, failure);
            case Ending.Cancelled() -> cancelled(operation);
        }
    }

    private void giveUp(Operation operation) {
        switch (operation.type()) {
            case ROTATE_CREDENTIALS -> logins.forgetNext(operation.requiredServiceId());
            case SNAPSHOT, RESTORE -> backups.failed(SnapshotSteps.madeId(operation));
            case DELETE_BACKUP -> backups.kept(SnapshotSteps.backupId(operation));
            case DELETE -> backups.inDoubt(operation.id());
            default -> {}
        }
    }

    private void succeeded(Operation operation) {
        if (operation.type() == OperationType.RECONCILE || operation.type() == OperationType.ADOPT) {
            records.looked(operation.requiredServiceId());
        } else if (Lifecycle.during(operation.type()).isEmpty()) {
            records.free(operation.requiredServiceId());
        }
    }

    private void failed(Operation operation, OperationFailure failure) {
        if (Lifecycle.during(operation.type()).isEmpty()) {
            records.free(operation.requiredServiceId());
            return;
        }
        ServiceStatus before = ServiceRecords.statusBefore(operation.input());
        ObjectNode seen = operation.nextStep().map(Step::data).orElseGet(Json::object);
        ServiceStatus left =
                switch (operation.type()) {
                    case CREATE -> ServiceStatus.FAILED;
                    case DELETE -> failure.code() == ProblemCode.BUCKET_NOT_EMPTY ? before : ServiceStatus.FAILED;
                    default ->
                        before == ServiceStatus.FAILED
                                ? before
                                : StepPerformer.statusLeft(seen, isAsBefore(failure) ? before : ServiceStatus.DEGRADED);
                };
        records.leftBehind(
                operation.requiredServiceId(),
                left,
                StepPerformer.outputsLeft(seen),
                failure.reason(),
                failure.detail());
    }

    /** What the provider refused for good left everything as it was, unless the reason is that nothing is left. */
    private static boolean isAsBefore(OperationFailure failure) {
        return !failure.retryable() && !failure.reason().equals(Findings.VANISHED);
    }

    private void cancelled(Operation operation) {
        if (operation.type() == OperationType.CREATE) {
            records.leftBehind(
                    operation.requiredServiceId(),
                    ServiceStatus.FAILED,
                    null,
                    CANCELLED,
                    "The creation was cancelled; delete the service to remove what was made.");
        } else {
            records.free(operation.requiredServiceId());
        }
    }

    @Override
    public void performedInVain(Operation operation) {
        staleCalls.makeGood(operation);
    }
}
