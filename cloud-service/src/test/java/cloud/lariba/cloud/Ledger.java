package cloud.lariba.cloud;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** A look behind the API, and a hand on the leases. */
@Singleton
class Ledger {

    private final DataSource database;

    Ledger(DataSource database) {
        this.database = database;
    }

    /** Ends the lease on an operation as if its worker had not been heard of for long. */
    void expireLease(UUID operationId) {
        update("update operations set due_at = clock_timestamp() - interval '1 second' where id = ?", operationId);
    }

    /** Gives the operation to a worker that is somewhere else and does nothing. */
    void giveToAnother(UUID operationId) {
        update(
                "update operations set fence = fence + 1, owner = 'elsewhere',"
                        + " due_at = clock_timestamp() + interval '1 hour' where id = ?",
                operationId);
    }

    void passDeadline(UUID operationId) {
        update("update operations set deadline_at = now() - interval '1 second' where id = ?", operationId);
    }

    /** Has a service look as if it had been deleted although its resource is still there. */
    void markDeleted(UUID serviceId) {
        update("update services set deleted_at = now() where id = ?", serviceId);
    }

    void markAlive(UUID serviceId) {
        update("update services set deleted_at = null where id = ?", serviceId);
    }

    /** Has an orphan look as if it were being removed by somebody who does nothing. */
    void markBeingRemoved(UUID orphanId) {
        update("update orphans set state = 'deleting', due_at = now() + interval '1 hour' where id = ?", orphanId);
    }

    /** Does something while no step can be read or recorded. */
    void withoutSteps(Runnable work) {
        update("alter table operation_steps rename to operation_steps_away");
        try {
            work.run();
        } finally {
            update("alter table operation_steps_away rename to operation_steps");
        }
    }

    long fence(UUID operationId) {
        return Long.parseLong(texts("select fence::text from operations where id = '" + operationId + "'")
                .getFirst());
    }

    /** Everything about an operation and its service, as text. */
    List<String> everythingOf(UUID operationId) {
        List<String> rows = new ArrayList<>();
        rows.addAll(texts("select o::text from operations o where id = '" + operationId + "'"));
        rows.addAll(texts(
                "select s::text from operation_steps s where operation_id = '" + operationId + "' order by position"));
        rows.addAll(texts("select s::text from services s where id = (select service_id from operations where id = '"
                + operationId + "')"));
        return rows;
    }

    /** Every row of every table, as text. */
    List<String> dump() {
        List<String> rows = new ArrayList<>();
        for (String table : texts("select tablename from pg_tables where schemaname = current_schema()")) {
            rows.addAll(texts("select t::text from " + table + " t"));
        }
        return rows;
    }

    List<String> texts(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void update(String sql, UUID... ids) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < ids.length; i++) {
                update.setObject(i + 1, ids[i]);
            }
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
