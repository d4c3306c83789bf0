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
import cloud.lariba.cloud.services.Lifecycle;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import cloud.lariba.problem.ProblemCode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Operations on services: what they do to the service's status when they begin and end. What their steps do is {@link StepPerformer}'s. */
@ApplicationScoped
class ServiceWorkflow implements Workflow {

    private static final Logger LOG = Logger.getLogger(ServiceWorkflow.class);
    private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMillis(500);
    private static final String CANCELLED = "cancelled";
    private static final String VANISHED = "vanished";

    private final ServiceRecords records;
    private final StepPerformer steps;
    private final DatabaseLogins logins;
    private final Backups backups;
    private final ProviderReachability reachability;
    private final Bulkheads bulkheads;

    ServiceWorkflow(
            ServiceRecords records,
            StepPerformer steps,
            DatabaseLogins logins,
            Backups backups,
            ProviderReachability reachability,
            Bulkheads bulkheads) {
        this.records = records;
        this.steps = steps;
        this.logins = logins;
        this.backups = backups;
        this.reachability = reachability;
        this.bulkheads = bulkheads;
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
        Bulkheads.Room room = bulkheads.enter(service).orElse(null);
        if (room == null) {
            return new StepOutcome.Wait(step.data(), UNTIL_THERE_IS_ROOM);
        }
        try (room) {
            StepOutcome outcome = perform(operation, step, service);
            if (outcome instanceof StepOutcome.Failed
                    && operation.type() == OperationType.RESTORE
                    && !step.name().equals(ServiceSteps.RESTORE_SNAPSHOT)) {
                reopen(service);
            }
            return outcome;
        }
    }

    private void reopen(Service service) {
        try {
            steps.reopen(service);
        } catch (ProviderException e) {
            LOG.warnf("database-not-reopened service=%s reason=%s", service.id(), e.reason());
        }
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
                            && !failure.retryable()
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
        if (Lifecycle.during(operation.type()).isEmpty()) {
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
                    default -> {
                        if (before == ServiceStatus.FAILED) {
                            yield before;
                        }
                        yield isAsBefore(failure) ? StepPerformer.statusLeft(seen, before) : ServiceStatus.DEGRADED;
                    }
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
        return !failure.retryable() && !failure.reason().equals(VANISHED);
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

    /**
     * The call of a worker that had lost its lease may have made a resource again after the new owner's operation, and a deletion after it, had ended. A deleted
     * service's resource has no business to be there, so it is removed. It may also have admitted a database's login that is not current any more.
     */
    @Override
    public void performedInVain(Operation operation) {
        Service service = records.get(operation.requiredServiceId());
        try {
            if (service.status() == ServiceStatus.DELETED) {
                if (!steps.removeAgain(service)) {
                    LOG.warnf("stale-effect-left-to-the-sweep service=%s", service.id());
                }
            } else {
                steps.restoreAfterStaleCall(operation, service);
            }
        } catch (ProviderException e) {
            LOG.warnf("stale-effect-not-removed service=%s reason=%s", service.id(), e.reason());
        }
    }
}
