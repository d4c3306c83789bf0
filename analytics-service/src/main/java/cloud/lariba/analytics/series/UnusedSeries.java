package cloud.lariba.analytics.series;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Forgets series all of whose samples have expired, so that a project's limit counts what it uses. A series is marked first and deleted
 * a day later: every replica has looked it up anew by then, which takes the mark away ({@link SeriesRegistry}).
 */
@ApplicationScoped
class UnusedSeries {

    private static final Duration MARKED_FOR = Duration.ofDays(1);

    private static final String WITHOUT_SAMPLES =
            " and not exists (select from samples s where s.project_id = d.project_id and s.series_id = d.series_id)";
    private static final String DELETE = "delete from series d where unused_since < ?" + WITHOUT_SAMPLES;
    private static final String MARK =
            "update series d set unused_since = ? where unused_since is null and created_at < ?" + WITHOUT_SAMPLES;

    private final DataSource database;
    private final Clock clock;
    private final Duration unusedAfter;

    UnusedSeries(DataSource database, Clock clock, SeriesConfig config) {
        this.database = database;
        this.clock = clock;
        this.unusedAfter = config.retention().plusDays(1);
    }

    @Scheduled(every = "6h", delayed = "2h")
    @Transactional
    void forget() throws SQLException {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(DELETE);
                PreparedStatement mark = connection.prepareStatement(MARK)) {
            delete.setTimestamp(1, Timestamp.from(now.minus(MARKED_FOR)));
            delete.executeUpdate();
            mark.setTimestamp(1, Timestamp.from(now));
            mark.setTimestamp(2, Timestamp.from(now.minus(unusedAfter)));
            mark.executeUpdate();
        }
    }
}
