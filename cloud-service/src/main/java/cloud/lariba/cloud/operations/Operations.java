package cloud.lariba.cloud.operations;

import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.cloud.projects.ProjectAccess;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Cursor;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** What can be done with operations: add, read, wait for the end, give up. */
@ApplicationScoped
public class Operations {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final OperationRows rows;
    private final OperationEngine engine;
    private final OperationSignals signals;
    private final ProjectAccess access;

    Operations(OperationRows rows, OperationEngine engine, OperationSignals signals, ProjectAccess access) {
        this.rows = rows;
        this.engine = engine;
        this.signals = signals;
        this.access = access;
    }

    /**
     * Adds an operation to the current transaction; workers see it at once after the commit. An id that is known already is left as it is.
     *
     * <p>The caller holds the service's row and has made sure that no other operation on the service is open.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(NewOperation operation) {
        Workflow workflow = engine.workflow(operation.type());
        if (rows.add(operation, workflow.steps(operation), engine.deadline(operation))) {
            engine.announceNew(operation);
        }
    }

    /** The operation, without asking who wants to know. */
    public Optional<Operation> find(UUID id) {
        return QuarkusTransaction.joiningExisting().call(() -> rows.find(id));
    }

    /** The newest operation of this type on a service, whatever became of it. */
    public Optional<UUID> last(UUID serviceId, OperationType type) {
        return rows.last(serviceId, type);
    }

    /**
     * The operation, for a member of its project.
     *
     * @throws ProblemException {@code not_found}, {@code forbidden}
     */
    OperationView get(UUID id, UUID userId) {
        return OperationView.of(visible(id, userId, Permission.READ_SERVICES));
    }

    /**
     * The operation once it has ended, or as it is when the patience is over. Blocks without holding anything but the (virtual) thread.
     *
     * @throws ProblemException {@code not_found}, {@code forbidden}
     */
    OperationView await(UUID id, UUID userId, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        try (OperationSignals.Listener listener = signals.listen(id)) {
            while (true) {
                OperationView operation = get(id, userId);
                long left = end - System.nanoTime();
                if (operation.state().isFinal() || left <= 0) {
                    return operation;
                }
                listener.await(Duration.ofNanos(Math.min(left, LOOK_AGAIN.toNanos())));
            }
        }
    }

    /** The operations of a service, newest first; the caller has made sure that they may be seen. */
    public Page<OperationView> ofService(UUID serviceId, PageRequest page) {
        Cursor after = page.after();
        return QuarkusTransaction.joiningExisting()
                .call(() -> page.page(
                        rows.ofService(
                                serviceId,
                                after == null ? null : after.at(),
                                after == null ? null : after.id(),
                                page.fetchSize()),
                        operation -> new Cursor(operation.createdAt(), operation.id()),
                        OperationView::of));
    }

    /**
     * Gives an operation up: at once when nothing was begun, else before its next step, if what was done so far can stand.
     *
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code invalid_state}
     */
    OperationView cancel(UUID id, UUID userId) {
        visible(id, userId, Permission.MANAGE_SERVICES);
        return QuarkusTransaction.joiningExisting().call(() -> {
            Operation operation = rows.lock(id).orElseThrow(ProblemException::notFound);
            if (operation.type() == OperationType.DELETE_PROJECT) {
                throw refused("The deletion of a project cannot be given up.");
            }
            switch (operation.state()) {
                case QUEUED -> {
                    rows.cancelUnclaimed(id);
                    engine.workflow(operation.type()).end(operation, new Ending.Cancelled());
                    engine.announceEnd(operation.ended(OperationState.CANCELLED));
                }
                case RUNNING -> {
                    if (!operation.type().canStopHalfway()) {
                        throw refused("The operation has begun and cannot be given up halfway.");
                    }
                    rows.requestCancel(id);
                    signals.wakeWorkersAfterCommit();
                }
                case SUCCEEDED, FAILED, CANCELLED -> throw refused("The operation has ended.");
            }
            return OperationView.of(rows.find(id).orElseThrow());
        });
    }

    private Operation visible(UUID id, UUID userId, Permission permission) {
        Operation operation = find(id).orElseThrow(ProblemException::notFound);
        if (operation.type() == OperationType.DELETE_PROJECT && userId.equals(operation.actorId())) {
            // The project, and with it the actor's role, goes when the operation succeeds.
            return operation;
        }
        access.require(operation.projectId(), userId, permission);
        return operation;
    }

    private static ProblemException refused(String detail) {
        return ProblemException.of(ProblemCode.INVALID_STATE, detail);
    }
}
