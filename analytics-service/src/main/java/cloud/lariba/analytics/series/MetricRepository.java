package cloud.lariba.analytics.series;

import cloud.lariba.rest.Cursor;
import cloud.lariba.rest.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The metrics of a project, derived from its series. */
@ApplicationScoped
class MetricRepository {

    /** Places where no page begins after: later than any metric. */
    private static final Cursor START = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(0, 0));

    private final DataSource database;

    /**
     * A metric.
     *
     * @param place where it stands among the project's metrics: by its first appearance
     * @param lastSeen the time of its latest sample, or null
     */
    record Metric(
            String name,
            Cursor place,
            long series,
            @Nullable Instant lastSeen) {}

    MetricRepository(DataSource database) {
        this.database = database;
    }

    List<Metric> list(UUID projectId, PageRequest page) {
        Cursor after = page.after() == null ? START : page.after();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                                with page as (
                                    select metric, min(created_at) as first_seen, md5(metric)::uuid as id, count(*) as series
                                    from series where project_id = ? group by metric
                                    having (min(created_at), md5(metric)::uuid) < (?, ?)
                                    order by 2 desc, 3 desc limit ?)
                                select p.metric, p.first_seen, p.id, p.series, (
                                    select max(l.time) from series d cross join lateral (
                                        select s.time from samples s
                                        where s.project_id = d.project_id and s.series_id = d.series_id
                                        order by s.time desc limit 1) l
                                    where d.project_id = ? and d.metric = p.metric)
                                from page p order by 2 desc, 3 desc
                                """)) {
            select.setObject(1, projectId);
            select.setTimestamp(2, Timestamp.from(after.at()));
            select.setObject(3, after.id());
            select.setInt(4, page.fetchSize());
            select.setObject(5, projectId);
            List<Metric> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Timestamp lastSeen = rows.getTimestamp(5);
                    found.add(new Metric(
                            rows.getString(1),
                            new Cursor(rows.getTimestamp(2).toInstant(), rows.getObject(3, UUID.class)),
                            rows.getLong(4),
                            lastSeen == null ? null : lastSeen.toInstant()));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("metrics cannot be read", e);
        }
    }
}
