package cloud.lariba.analytics.testing;

import jakarta.enterprise.inject.spi.CDI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** What is in the database, as a connection of its own sees it: only what is committed. */
public final class StoredSamples {

    private StoredSamples() {}

    /** A connection that the service knows nothing of. */
    public static Connection connect() throws SQLException {
        try (Connection pooled = CDI.current().select(DataSource.class).get().getConnection()) {
            return DriverManager.getConnection(pooled.getMetaData().getURL(), "postgres", "postgres");
        }
    }

    /** All values of a project, by series and time. */
    public static List<Double> values(UUID projectId) {
        return column(projectId, "value").stream().map(Double.class::cast).toList();
    }

    /** All times of a project's samples, by series and time. */
    public static List<Instant> times(UUID projectId) {
        return column(projectId, "time").stream()
                .map(time -> ((java.sql.Timestamp) time).toInstant())
                .toList();
    }

    private static List<Object> column(UUID projectId, String name) {
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement(
                        "select " + name + " from samples where project_id = ? order by series_id, time")) {
            select.setObject(1, projectId);
            List<Object> values = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getObject(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
