package cloud.lariba.cloud.operations;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Database;
import cloud.lariba.cloud.database.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Operations as clients and requests see them: reading, adding, asking for an end. */
@ApplicationScoped
class OperationRows {

    /** What {@link #read} reads. */
    static final String COLUMNS =
            "id, project_id, service_id, service_type, type, state, input::text, actor_id, failures,"
                    + " cancel_requested, error::text, retryable, deadline_at, created_at, finished_at";

    private final Database database;
    private final Clock clock;

    OperationRows(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Optional<Operation> find(UUID id) {
        return withSteps(database.list("select " + COLUMNS + " from operations where id = ?", OperationRows::read, id))
                .stream()
                .findFirst();
    }

    /** The operation, locked for the transaction. */
    Optional<Operation> lock(UUID id) {
        return withSteps(database.list(
                        "select " + COLUMNS + " from operations where id = ? for update", OperationRows::read, id))
                .stream()
                .findFirst();
    }

    /** The newest operations of a service, from after the given place. */
    List<Operation> ofService(UUID serviceId, @Nullable Instant beforeAt, @Nullable UUID beforeId, int limit) {
        return withSteps(database.list(
                "select " + COLUMNS + " from operations where service_id = ?"
                        + " and (?::timestamptz is null or (created_at, id) < (?, ?))"
                        + " order by created_at desc, id desc limit ?",
                OperationRows::read,
                serviceId,
                beforeAt,
                beforeAt,
                beforeId,
                limit));
    }

    Optional<UUID> last(UUID serviceId, OperationType type) {
        return database.find(
                "select id from operations where service_id = ? and type = ?"
                        + " order by created_at desc, id desc limit 1",
                row -> row.getObject(1, UUID.class),
                serviceId,
                type.wireName());
    }

    /** Adds an operation, due now, unless its id is known; returns whether it was added. */
    boolean add(NewOperation operation, List<String> steps, Duration deadline) {
        Instant now = clock.instant();
        ServiceType type = operation.serviceType();
        int added = database.update(
                "insert into operations (id, project_id, service_id, service_type, type, state, place, input, actor_id,"
                        + " due_at, deadline_at, created_at) values (?, ?, ?, ?, ?, 'queued', ?, ?, ?, clock_timestamp(), ?, ?)"
                        + " on conflict (id) do nothing",
                operation.id(),
                operation.projectId(),
                operation.serviceId(),
                type == null ? null : type.wireName(),
                operation.type().wireName(),
                operation.place(),
                operation.input(),
                operation.actorId(),
                now.plus(deadline),
                now);
        if (added == 0) {
            return false;
        }
        StringBuilder values = new StringBuilder();
        List<Object> bound = new ArrayList<>();
        for (int position = 0; position < steps.size(); position++) {
            values.append(position == 0 ? "" : ", ").append("(?, ?, ?, 'pending')");
            bound.add(operation.id());
            bound.add(position);
            bound.add(steps.get(position));
        }
        database.update(
                "insert into operation_steps (operation_id, position, name, state) values " + values, bound.toArray());
        return true;
    }

    /** Asks the worker that has it, or the next one, to give the operation up. */
    void requestCancel(UUID id) {
        database.update(
                "update operations set cancel_requested = true,"
                        + " due_at = case when owner is null then clock_timestamp() else due_at end where id = ?",
                id);
    }

    /** Ends an operation that no worker can have, since the caller holds its row and it was never claimed. */
    void cancelUnclaimed(UUID id) {
        Instant now = clock.instant();
        database.update(
                "update operations set state = 'cancelled', finished_at = ? where id = ? and state = 'queued'",
                now,
                id);
        database.update(
                "update operation_steps set state = 'cancelled', finished_at = ? where operation_id = ?", now, id);
    }

    /** The operations, each with its steps. */
    List<Operation> withSteps(List<Operation> operations) {
        if (operations.isEmpty()) {
            return operations;
        }
        Map<UUID, List<Step>> steps = new HashMap<>();
        database.list(
                        "select operation_id, position, name, state, attempts, data::text, started_at, finished_at"
                                + " from operation_steps where operation_id = any(?) order by operation_id, position",
                        row -> Map.entry(row.getObject("operation_id", UUID.class), step(row)),
                        operations.stream().map(Operation::id).toList())
                .forEach(entry -> steps.computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                        .add(entry.getValue()));
        return operations.stream()
                .map(operation -> operation.with(steps.getOrDefault(operation.id(), List.of())))
                .toList();
    }

    private static Step step(ResultSet row) throws SQLException {
        return new Step(
                row.getInt("position"),
                row.getString("name"),
                Step.State.of(row.getString("state")),
                row.getInt("attempts"),
                Json.object(row.getString("data")),
                Database.instant(row, "started_at"),
                Database.instant(row, "finished_at"));
    }

    /** Reads {@link #COLUMNS}; the steps are read separately. */
    static Operation read(ResultSet row) throws SQLException {
        String serviceType = row.getString("service_type");
        String error = row.getString("error");
        return new Operation(
                row.getObject("id", UUID.class),
                row.getObject("project_id", UUID.class),
                Database.uuid(row, "service_id"),
                serviceType == null ? null : ServiceType.of(serviceType).orElseThrow(),
                OperationType.of(row.getString("type")).orElseThrow(),
                OperationState.of(row.getString("state")),
                Json.object(row.getString("input")),
                Database.uuid(row, "actor_id"),
                row.getInt("failures"),
                row.getBoolean("cancel_requested"),
                error == null ? null : Json.parse(error),
                row.getBoolean("retryable"),
                Database.requiredInstant(row, "deadline_at"),
                Database.requiredInstant(row, "created_at"),
                Database.instant(row, "finished_at"),
                List.of());
    }
}
