package cloud.lariba.analytics.usage;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import javax.sql.DataSource;

/** How operations ended. */
@ApplicationScoped
public class OperationOutcomes {

    private final DataSource database;

    /**
     * How many operations ended how.
     *
     * @param succeeded did what they were asked
     * @param failed did not
     * @param cancelled were stopped on request
     */
    public record Counts(long succeeded, long failed, long cancelled) {}

    OperationOutcomes(DataSource database) {
        this.database = database;
    }

    /** Takes the outcome, once per operation. */
    void remember(OperationFinished operation) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                                insert into operation_outcomes (project_id, operation_id, service_id, type, state, at)
                                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                                """)) {
            insert.setObject(1, operation.projectId());
            insert.setObject(2, operation.operationId());
            insert.setObject(3, operation.serviceId());
            insert.setString(4, operation.type());
            insert.setString(5, operation.state());
            insert.setTimestamp(6, Timestamp.from(operation.at()));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("outcome cannot be written", e);
        }
    }

    /** Counts the operations of these projects that ended in the time from {@code from} until before {@code to}. */
    public Counts count(Collection<UUID> projects, Instant from, Instant to) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                                select count(*) filter (where state = 'succeeded'),
                                       count(*) filter (where state = 'failed'),
                                       count(*) filter (where state = 'cancelled')
                                from operation_outcomes
                                where project_id = any(?) and at >= ? and at < ?
                                """)) {
            select.setArray(1, connection.createArrayOf("uuid", projects.toArray()));
            select.setTimestamp(2, Timestamp.from(from));
            select.setTimestamp(3, Timestamp.from(to));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Counts(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("outcomes cannot be read", e);
        }
    }
}
