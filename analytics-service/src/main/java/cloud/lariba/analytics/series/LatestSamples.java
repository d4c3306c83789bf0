package cloud.lariba.analytics.series;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Finds what was measured last. */
@ApplicationScoped
public class LatestSamples {

    private static final Duration LOOK_BACK = Duration.ofDays(1);
    private static final int MAX_SAMPLES = 100;

    private final DataSource database;
    private final Labels labels;
    private final Clock clock;

    /**
     * The latest sample of a metric.
     *
     * @param projectId the project
     * @param metric the metric
     * @param serviceId the service that it was measured at; absent when none
     * @param labels the further dimensions of its series
     * @param value what was measured
     * @param timestamp when
     */
    @Schema(name = "LatestSample")
    public record LatestSample(
            UUID projectId,
            String metric,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID serviceId,

            Map<String, String> labels,
            double value,
            Instant timestamp) {}

    LatestSamples(DataSource database, Labels labels, Clock clock) {
        this.database = database;
        this.labels = labels;
        this.clock = clock;
    }

    /** The latest sample of each metric in each of the projects, newest first; at most 100, none older than a day. */
    public List<LatestSample> find(Collection<UUID> projects) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                                select project_id, metric, service_id, labels, value, time from (
                                    select distinct on (d.project_id, d.metric)
                                           d.project_id, d.metric, d.service_id, d.labels, l.value, l.time
                                    from series d cross join lateral (
                                        select s.value, s.time from samples s
                                        where s.project_id = d.project_id and s.series_id = d.series_id and s.time > ?
                                        order by s.time desc limit 1) l
                                    where d.project_id = any(?)
                                    order by d.project_id, d.metric, l.time desc, d.series_id) latest
                                order by time desc, project_id, metric limit ?
                                """)) {
            select.setTimestamp(1, Timestamp.from(clock.instant().minus(LOOK_BACK)));
            select.setArray(2, connection.createArrayOf("uuid", projects.toArray()));
            select.setInt(3, MAX_SAMPLES);
            List<LatestSample> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new LatestSample(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            rows.getObject(3, UUID.class),
                            labels.read(rows.getString(4)),
                            rows.getDouble(5),
                            rows.getTimestamp(6).toInstant()));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("samples cannot be read", e);
        }
    }
}
