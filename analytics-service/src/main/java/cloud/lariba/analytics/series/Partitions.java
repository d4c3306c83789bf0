package cloud.lariba.analytics.series;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** The daily partitions of the samples: made before they are needed, dropped when the retention has passed. */
@ApplicationScoped
class Partitions {

    /** Samples may be this late. */
    private static final int DAYS_BACK = 7;

    private static final int DAYS_AHEAD = 2;
    private static final String PREFIX = "samples_";
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.BASIC_ISO_DATE;
    private static final Logger LOG = Logger.getLogger(Partitions.class);

    private final DataSource database;
    private final Clock clock;
    private final Duration retention;
    private final Set<LocalDate> ready = ConcurrentHashMap.newKeySet();

    Partitions(DataSource database, Clock clock, SeriesConfig config) {
        this.database = database;
        this.clock = clock;
        this.retention = config.retention();
        if (retention.toDays() <= DAYS_BACK) {
            throw new IllegalStateException(
                    "lariba.analytics.series.retention is at least 8 days, because samples may be" + " 7 days late");
        }
    }

    void atStart(@Observes StartupEvent start) {
        makeAhead();
    }

    @Scheduled(every = "1h", delayed = "1h")
    void keepUp() {
        makeAhead();
        dropExpired();
    }

    private void makeAhead() {
        LocalDate today = today();
        ensure(LongStream.rangeClosed(-DAYS_BACK - 1, DAYS_AHEAD)
                .mapToObj(today::plusDays)
                .toList());
    }

    /** Makes the partitions of these days unless they are there. Has its own transaction. */
    void ensure(Collection<LocalDate> days) {
        List<LocalDate> missing =
                days.stream().filter(day -> !ready.contains(day)).toList();
        if (missing.isEmpty()) {
            return;
        }
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                takeTurn(statement);
                Set<LocalDate> there = Set.copyOf(existing(statement));
                for (LocalDate day : missing) {
                    if (!there.contains(day)) {
                        make(statement, day);
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("partitions cannot be made", e);
            }
        });
        ready.addAll(missing);
    }

    /** Drops the partitions all of whose samples are older than the retention. */
    void dropExpired() {
        LocalDate keepFrom = today().minusDays(retention.toDays());
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                takeTurn(statement);
                // Dropping waits for readers, and everybody else waits behind it: rather try again in an hour.
                statement.execute("set local lock_timeout = '2s'");
                for (LocalDate day : existing(statement)) {
                    if (day.isBefore(keepFrom)) {
                        statement.execute("drop table " + name(day));
                        ready.remove(day);
                        LOG.infof("partition-dropped day=%s", day);
                    }
                }
            } catch (SQLException e) {
                LOG.warnf("partition-drop-postponed cause=%s", e.getMessage());
                QuarkusTransaction.setRollbackOnly();
            }
        });
    }

    private static void takeTurn(Statement statement) throws SQLException {
        statement.execute("select pg_advisory_xact_lock(hashtext('samples partitions'))");
    }

    private static List<LocalDate> existing(Statement statement) throws SQLException {
        List<LocalDate> days = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'samples'::regclass order by 1
                """)) {
            while (rows.next()) {
                days.add(LocalDate.parse(rows.getString(1).substring(PREFIX.length()), SUFFIX));
            }
        }
        return days;
    }

    /** Attaching a table lets reads and writes go on; creating it as a partition would stop them. */
    private static void make(Statement statement, LocalDate day) throws SQLException {
        String name = name(day);
        statement.execute("create table " + name + " (like samples)");
        statement.execute("alter table samples attach partition %s for values from ('%sT00:00:00Z') to ('%sT00:00:00Z')"
                .formatted(name, day, day.plusDays(1)));
    }

    private static String name(LocalDate day) {
        return PREFIX + SUFFIX.format(day);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
