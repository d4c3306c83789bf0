package cloud.lariba.project;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The service's tables, for what a test cannot reach through the API: other roles, time that has passed, half-done work. */
@ApplicationScoped
public class Tables {

    private final DataSource database;

    Tables(DataSource database) {
        this.database = database;
    }

    void addMember(UUID project, UUID user, String role) {
        run("insert into members (project_id, user_id, role, created_at) values (?, ?, ?, now())", project, user, role);
    }

    /** Leaves the project as a process would that stopped right after it began a deletion. */
    void abandonDeletion(UUID project, UUID actor, boolean cascade) {
        run(
                "update projects set state = 'deleting', deletion_operation_id = gen_random_uuid(),"
                        + " deletion_cascade = ?, deletion_actor_id = ?, settle_at = now() - interval '1 second'"
                        + " where id = ?",
                cascade,
                actor,
                project);
    }

    void deletedDaysAgo(UUID project, int days) {
        run("update projects set deleted_at = now() - make_interval(days => ?) where id = ?", days, project);
    }

    @Nullable
    String text(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = bound(connection, sql, values);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void run(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = bound(connection, sql, values)) {
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement bound(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
