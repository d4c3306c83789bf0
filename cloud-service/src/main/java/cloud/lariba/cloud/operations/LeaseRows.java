package cloud.lariba.cloud.operations;

import cloud.lariba.cloud.database.Database;
import cloud.lariba.cloud.database.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Operations as workers see them. Leases and timers run on the database's clock, the only one that all workers share. Every write names the
 * lease's fence, and changes nothing once a later claim has raised it.
 */
@ApplicationScoped
class LeaseRows {

    private static final String HELD = " where id = ? and fence = ? and state = 'running'";

    private final Database database;
    private final OperationRows operations;
    private final Clock clock;

    /**
     * An operation that was just claimed.
     *
     * @param place where its calls go; null when it is about a project
     */
    record Claim(Lease lease, Operation operation, @Nullable String place) {}

    private record Fenced(
            UUID id,
            long fence,
            Operation operation,
            @Nullable String place) {}

    LeaseRows(Database database, OperationRows operations, Clock clock) {
        this.database = database;
        this.operations = operations;
        this.clock = clock;
    }

    /**
     * Claims up to {@code max} due operations, the longest due first, in one statement. The time that one may take begins with its first claim.
     *
     * @param full the places to which no operation may go
     */
    List<Claim> claim(String owner, int max, List<String> full, Duration length) {
        long asked = System.nanoTime();
        Instant now = clock.instant();
        List<Fenced> fenced = database.list(
                "update operations set state = 'running', fence = fence + 1, owner = ?,"
                        + " due_at = clock_timestamp() + ? * interval '1 millisecond',"
                        + " started_at = coalesce(started_at, ?), deadline_at = case when started_at is null"
                        + " then deadline_at + (?::timestamptz - created_at) else deadline_at end"
                        + " where id in (select id from operations where state in ('queued', 'running')"
                        + " and due_at <= clock_timestamp() and (place is null"
                        + " or place <> all(string_to_array(?, ',')))"
                        + " order by due_at limit ? for update skip locked)"
                        + " returning fence, place, " + OperationRows.COLUMNS,
                row -> new Fenced(
                        row.getObject("id", UUID.class),
                        row.getLong("fence"),
                        OperationRows.read(row),
                        row.getString("place")),
                owner,
                length.toMillis(),
                now,
                now,
                String.join(",", full),
                max);
        Map<UUID, Operation> complete = new HashMap<>();
        operations
                .withSteps(fenced.stream().map(Fenced::operation).toList())
                .forEach(operation -> complete.put(operation.id(), operation));
        return fenced.stream()
                .map(claim -> new Claim(
                        new Lease(claim.id(), claim.fence(), asked, length),
                        complete.getOrDefault(claim.id(), claim.operation()),
                        claim.place()))
                .toList();
    }

    /** Extends the lease, unless the operation was given back meanwhile; false when it was lost. */
    boolean renew(Lease lease, Duration length) {
        return database.update(
                        "update operations set due_at = clock_timestamp() + ? * interval '1 millisecond'" + HELD
                                + " and owner is not null",
                        length.toMillis(),
                        lease.operationId(),
                        lease.fence())
                == 1;
    }

    /**
     * Makes sure that the lease still holds, and that it holds until the transaction ends.
     *
     * @return whether the operation is to be given up
     * @throws LeaseLostException when it does not hold
     */
    boolean require(Lease lease) {
        return database.find(
                        "select cancel_requested from operations" + HELD + " for update",
                        row -> row.getBoolean(1),
                        lease.operationId(),
                        lease.fence())
                .orElseThrow(() -> new LeaseLostException(lease));
    }

    void beginStep(Lease lease, Step step) {
        database.update(
                "update operation_steps set state = 'running', attempts = 1, started_at = ?"
                        + " where operation_id = ? and position = ?",
                clock.instant(),
                lease.operationId(),
                step.position());
    }

    /**
     * Records a step as done, in a transaction that {@link #require required} the lease.
     *
     * @param failures how often trying it failed in a row, which is forgotten now
     */
    void finishStep(Lease lease, Step step, ObjectNode data, int failures) {
        database.update(
                "update operation_steps set state = 'succeeded', data = ?, finished_at = ?"
                        + " where operation_id = ? and position = ?",
                data,
                clock.instant(),
                lease.operationId(),
                step.position());
        if (failures > 0) {
            change(lease, "failures = 0", List.of());
        }
    }

    /**
     * Records a step as done and the one that follows as begun, in one statement; the latter not when the operation is to be given up and may stop here.
     *
     * @return whether the operation is to be given up
     * @throws LeaseLostException when the lease does not hold; then nothing has changed
     */
    boolean goOn(Lease lease, Step done, ObjectNode data, Step following, boolean mayStop) {
        Instant now = clock.instant();
        return database.find(
                        "with held as (select id, cancel_requested from operations" + HELD + " for update),"
                                + " done as (update operation_steps s set state = 'succeeded', data = ?, finished_at = ?"
                                + " from held where s.operation_id = held.id and s.position = ?),"
                                + " begun as (update operation_steps s set state = 'running', attempts = 1, started_at = ?"
                                + " from held where s.operation_id = held.id and s.position = ?"
                                + " and not (held.cancel_requested and ?)),"
                                + " forgiven as (update operations o set failures = 0"
                                + " from held where o.id = held.id and o.failures > 0)"
                                + " select cancel_requested from held",
                        row -> row.getBoolean(1),
                        lease.operationId(),
                        lease.fence(),
                        data,
                        now,
                        done.position(),
                        now,
                        following.position(),
                        mayStop)
                .orElseThrow(() -> new LeaseLostException(lease));
    }

    /** Gives the operation back until its timer is over. */
    void release(Lease lease, Step step, ObjectNode data, Duration delay) {
        keep(lease, step, data);
        change(
                lease,
                "owner = null, failures = 0," + " due_at = clock_timestamp() + ? * interval '1 millisecond'",
                List.of(delay.toMillis()));
    }

    /** Gives the operation back until the back-off is over. */
    void releaseAfterFailure(Lease lease, Step step, ObjectNode data, OperationFailure failure, Duration delay) {
        keep(lease, step, data);
        database.update(
                "update operation_steps set attempts = attempts + 1 where operation_id = ? and position = ?",
                lease.operationId(),
                step.position());
        change(
                lease,
                "owner = null, failures = failures + 1, error = ?,"
                        + " due_at = clock_timestamp() + ? * interval '1 millisecond'",
                List.of(Json.tree(failure.problem()), delay.toMillis()));
    }

    /** Ends the operation, and with it the steps that have not ended. */
    void finish(Lease lease, Ending ending) {
        Instant now = clock.instant();
        switch (ending) {
            case Ending.Succeeded() ->
                change(lease, "state = 'succeeded', owner = null, error = null, finished_at = ?", List.of(now));
            case Ending.Cancelled() -> {
                change(lease, "state = 'cancelled', owner = null, finished_at = ?", List.of(now));
                closeSteps(lease, now);
            }
            case Ending.Failed(OperationFailure failure) -> {
                change(
                        lease,
                        "state = 'failed', owner = null, error = ?, retryable = ?, finished_at = ?",
                        List.of(Json.tree(failure.problem()), failure.retryable(), now));
                database.update(
                        "update operation_steps set state = 'failed', finished_at = ?"
                                + " where operation_id = ? and state = 'running'",
                        now,
                        lease.operationId());
                closeSteps(lease, now);
            }
        }
    }

    private void closeSteps(Lease lease, Instant now) {
        database.update(
                "update operation_steps set state = 'cancelled', finished_at = ?"
                        + " where operation_id = ? and state in ('pending', 'running')",
                now,
                lease.operationId());
    }

    private void keep(Lease lease, Step step, ObjectNode data) {
        if (!data.equals(step.data())) {
            database.update(
                    "update operation_steps set data = ? where operation_id = ? and position = ?",
                    data,
                    lease.operationId(),
                    step.position());
        }
    }

    private void change(Lease lease, String assignments, List<Object> values) {
        Object[] bound = new Object[values.size() + 2];
        for (int i = 0; i < values.size(); i++) {
            bound[i] = values.get(i);
        }
        bound[values.size()] = lease.operationId();
        bound[values.size() + 1] = lease.fence();
        if (database.update("update operations set " + assignments + HELD, bound) == 0) {
            throw new LeaseLostException(lease);
        }
    }
}
