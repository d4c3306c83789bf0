package cloud.lariba.analytics.usage;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The ledger of what ran when. Entries are only added; an interval lasts from one entry of a service to the next. Entries may
 * arrive in any order, but once an interval has been closed for a day, no late entry divides it any more.
 */
@ApplicationScoped
public class ServiceLedger {

    /** How long a closed interval can still be divided by an entry that was under way. */
    static final Duration SETTLED_AFTER = Duration.ofHours(24);

    private static final Logger LOG = Logger.getLogger(ServiceLedger.class);

    private final DataSource database;
    private final Clock clock;

    /**
     * How many services there are of a type in a state.
     *
     * @param type compute, storage or database
     * @param status the state, such as running
     * @param count how many
     */
    public record ServiceCount(String type, String status, long count) {}

    ServiceLedger(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Enters a change, unless it is so late that it would change what is settled. */
    void enter(ServiceChanged change) {
        try (Connection connection = database.getConnection()) {
            if (change.at().isBefore(clock.instant().minus(SETTLED_AFTER)) && isOvertaken(connection, change)) {
                LOG.warnf("service-change-too-late service=%s at=%s", change.serviceId(), change.at());
                return;
            }
            try (PreparedStatement insert = connection.prepareStatement("""
                            insert into service_states
                                (project_id, service_id, at, name, type, plan, status, billable, deleted)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)) {
                insert.setObject(1, change.projectId());
                insert.setObject(2, change.serviceId());
                insert.setTimestamp(3, Timestamp.from(change.at()));
                insert.setString(4, change.name());
                insert.setString(5, change.type());
                insert.setString(6, change.plan());
                insert.setString(7, change.status());
                insert.setBoolean(8, change.billable());
                insert.setBoolean(9, change.deleted());
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("ledger cannot be written", e);
        }
    }

    private static boolean isOvertaken(Connection connection, ServiceChanged change) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select exists (select from service_states where project_id = ? and service_id = ? and at > ?)")) {
            select.setObject(1, change.projectId());
            select.setObject(2, change.serviceId());
            select.setTimestamp(3, Timestamp.from(change.at()));
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Of the services that are named for each project, those that the project has or had. */
    public Map<UUID, Set<UUID>> known(Map<UUID, Set<UUID>> named) {
        List<UUID> projects = new ArrayList<>();
        List<UUID> services = new ArrayList<>();
        named.forEach((project, ids) -> ids.forEach(id -> {
            projects.add(project);
            services.add(id);
        }));
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                                select project_id, service_id from unnest(?::uuid[], ?::uuid[]) as n (project_id, service_id)
                                where exists (select from service_states s
                                              where s.project_id = n.project_id and s.service_id = n.service_id)
                                """)) {
            select.setArray(1, connection.createArrayOf("uuid", projects.toArray()));
            select.setArray(2, connection.createArrayOf("uuid", services.toArray()));
            Map<UUID, Set<UUID>> known = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    known.computeIfAbsent(rows.getObject(1, UUID.class), id -> new HashSet<>())
                            .add(rows.getObject(2, UUID.class));
                }
            }
            return known;
        } catch (SQLException e) {
            throw new IllegalStateException("ledger cannot be read", e);
        }
    }

    /** The services of these projects that are not deleted, counted by type and state. */
    public List<ServiceCount> current(Collection<UUID> projects) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                                select type, status, count(*) from usage_intervals
                                where project_id = any(?) and ends_at is null and not deleted
                                group by type, status order by type, status
                                """)) {
            select.setArray(1, connection.createArrayOf("uuid", projects.toArray()));
            List<ServiceCount> counts = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    counts.add(new ServiceCount(rows.getString(1), rows.getString(2), rows.getLong(3)));
                }
            }
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException("ledger cannot be read", e);
        }
    }

    /** What was billable in these projects from {@code from} until before {@code to}, cut to that time. */
    List<UsageInterval> billable(Collection<UUID> projects, Instant from, Instant to) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                                select service_id, name, type, plan, starts_at, coalesce(ends_at, ?)
                                from usage_intervals
                                where project_id = any(?) and billable
                                  and starts_at < ? and coalesce(ends_at, 'infinity') > ?
                                order by starts_at, service_id
                                """)) {
            select.setTimestamp(1, Timestamp.from(to));
            select.setArray(2, connection.createArrayOf("uuid", projects.toArray()));
            select.setTimestamp(3, Timestamp.from(to));
            select.setTimestamp(4, Timestamp.from(from));
            List<UsageInterval> intervals = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    new UsageInterval(
                                    rows.getObject(1, UUID.class),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getString(4),
                                    rows.getTimestamp(5).toInstant(),
                                    rows.getTimestamp(6).toInstant())
                            .within(from, to)
                            .ifPresent(intervals::add);
                }
            }
            return intervals;
        } catch (SQLException e) {
            throw new IllegalStateException("ledger cannot be read", e);
        }
    }
}
