package cloud.lariba.analytics.series;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Finds stored series. */
@ApplicationScoped
public class SeriesCatalog {

    private final DataSource database;
    private final Labels labels;

    SeriesCatalog(DataSource database, Labels labels) {
        this.database = database;
        this.labels = labels;
    }

    /** The series of a metric in a project, of one service or of all and none. */
    public List<StoredSeries> find(UUID projectId, String metric, Optional<UUID> serviceId) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                                select series_id, service_id, labels from series
                                where project_id = ? and metric = ? and (?::uuid is null or service_id = ?)
                                """)) {
            select.setObject(1, projectId);
            select.setString(2, metric);
            select.setObject(3, serviceId.orElse(null));
            select.setObject(4, serviceId.orElse(null));
            List<StoredSeries> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new StoredSeries(
                            rows.getLong(1),
                            Optional.ofNullable(rows.getObject(2, UUID.class)),
                            labels.read(rows.getString(3))));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("series cannot be read", e);
        }
    }
}
