package cloud.lariba.cloud.operations;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.events.EventLog;
import cloud.lariba.outbox.Outbox;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What requests and workers have in common: the workflows, the deadlines, and what is said when an operation ends. */
@ApplicationScoped
class OperationEngine {

    private static final Logger LOG = Logger.getLogger(OperationEngine.class);
    private static final String STARTED = "cloud.lariba.operation.created";
    private static final String FINISHED = "cloud.lariba.operation.finished";

    private final List<Workflow> workflows;
    private final OperationsConfig config;
    private final OperationSignals signals;
    private final EventLog events;
    private final Outbox outbox;
    private final Clock clock;

    OperationEngine(
            @All List<Workflow> workflows,
            OperationsConfig config,
            OperationSignals signals,
            EventLog events,
            Outbox outbox,
            Clock clock) {
        this.workflows = workflows;
        this.config = config;
        this.signals = signals;
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
    }

    Workflow workflow(OperationType type) {
        return workflows.stream()
                .filter(workflow -> workflow.drives(type))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no workflow drives " + type));
    }

    Duration deadline(NewOperation operation) {
        if (operation.type() == OperationType.DELETE_PROJECT) {
            return config.projectDeadline();
        }
        return operation.serviceType() == ServiceType.DATABASE ? config.databaseDeadline() : config.deadline();
    }

    BackOff backOff() {
        return new BackOff(config.firstBackOff(), config.lastBackOff());
    }

    boolean isBeforeDeadline(Operation operation) {
        return clock.instant().isBefore(operation.deadlineAt());
    }

    /** Looks for due work again after this time, which is when a timer of this process is over. */
    void wakeIn(Duration delay) {
        if (delay.compareTo(config.poll()) < 0) {
            Executor later = CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS);
            later.execute(signals::wakeWorkers);
        }
    }

    /** Says that an operation was added; in its transaction. */
    void announceNew(NewOperation operation) {
        events.append(
                STARTED,
                operation.projectId(),
                operation.serviceId(),
                details(operation.id(), operation.projectId(), operation.serviceId(), operation.type(), "queued"));
        signals.wakeWorkersAfterCommit();
    }

    /** Says that an operation ended; in the transaction that ends it. */
    void announceEnd(Operation operation) {
        Map<String, Object> details = details(
                operation.id(),
                operation.projectId(),
                operation.serviceId(),
                operation.type(),
                operation.state().wireName());
        details.put("at", clock.instant());
        events.append(FINISHED, operation.projectId(), operation.serviceId(), details);
        UUID subject = operation.serviceId() == null ? operation.projectId() : operation.serviceId();
        outbox.publish("analytics", FINISHED, subject.toString(), details);
        signals.announceEndAfterCommit(operation.id());
        LOG.infof(
                "operation-finished operation=%s type=%s state=%s service=%s",
                operation.id(), operation.type().wireName(), operation.state().wireName(), operation.serviceId());
    }

    private static Map<String, Object> details(
            UUID id, UUID projectId, @Nullable UUID serviceId, OperationType type, String state) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("operation_id", id);
        details.put("service_id", serviceId);
        details.put("project_id", projectId);
        details.put("type", type.wireName());
        details.put("state", state);
        return details;
    }
}
