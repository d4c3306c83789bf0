package cloud.lariba.cloud.closing;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.Ending;
import cloud.lariba.cloud.operations.NewOperation;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.operations.StepOutcome;
import cloud.lariba.cloud.operations.Workflow;
import cloud.lariba.cloud.projects.ProjectLedger;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import cloud.lariba.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Deletes every service of a project that is being deleted, then says that the project is empty. A deletion that fails is begun again, more and
 * more seldom: a project that is being deleted has no way back.
 */
@ApplicationScoped
class ProjectDeletionWorkflow implements Workflow {

    private static final String CLOSE = "close_project";
    private static final String DELETE_SERVICES = "delete_services";
    private static final String EMPTIED = "cloud.lariba.project.emptied";
    private static final String FAILED_ROUNDS = "failed_rounds";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final int MAX_DOUBLINGS = 9;

    private final ServiceRecords services;
    private final ProjectLedger ledger;
    private final Outbox outbox;

    ProjectDeletionWorkflow(ServiceRecords services, ProjectLedger ledger, Outbox outbox) {
        this.services = services;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    @Override
    public boolean drives(OperationType type) {
        return type == OperationType.DELETE_PROJECT;
    }

    @Override
    public List<String> steps(NewOperation operation) {
        return List.of(CLOSE, DELETE_SERVICES);
    }

    @Override
    public void begin(Operation operation) {
        // Projects have no status here.
    }

    @Override
    public StepOutcome perform(Operation operation, Step step) {
        return switch (step.name()) {
            case CLOSE -> new StepOutcome.Done(Json.object(), () -> close(operation.projectId()));
            case DELETE_SERVICES -> deleteServices(operation, step);
            default -> throw new IllegalStateException("no step " + step.name());
        };
    }

    @Override
    public void end(Operation operation, Ending ending) {
        // What there is to say was said with the last step.
    }

    private void close(UUID projectId) {
        ledger.lock(projectId);
        ledger.setClosed(projectId, true);
    }

    private StepOutcome deleteServices(Operation operation, Step step) {
        List<Service> left = services.ofProject(operation.projectId());
        if (left.isEmpty()) {
            return new StepOutcome.Done(Json.object(), () -> sayEmptied(operation));
        }
        boolean failing = false;
        for (Service service : left) {
            boolean begun = QuarkusTransaction.requiringNew()
                    .call(() -> services.beginDeletion(service.id(), operation.actorId()));
            failing |= begun && service.status() == ServiceStatus.FAILED;
        }
        int failedRounds = step.data().path(FAILED_ROUNDS).asInt() + (failing ? 1 : 0);
        Duration wait = LOOK_AGAIN.multipliedBy(1L << Math.min(failedRounds, MAX_DOUBLINGS));
        return new StepOutcome.Wait(Json.object().put(FAILED_ROUNDS, failedRounds), wait);
    }

    private void sayEmptied(Operation operation) {
        ledger.lock(operation.projectId());
        if (!services.ofProject(operation.projectId()).isEmpty()) {
            throw new IllegalStateException("project " + operation.projectId() + " got a service while being deleted");
        }
        outbox.publish(
                "project",
                EMPTIED,
                operation.projectId().toString(),
                Map.of("project_id", operation.projectId(), "operation_id", operation.id()));
    }
}
