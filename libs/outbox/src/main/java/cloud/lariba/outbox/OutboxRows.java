package cloud.lariba.outbox;

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
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The outbox table as the dispatcher sees it. */
@ApplicationScoped
class OutboxRows {

    private final DataSource database;
    private final Clock clock;

    /** An event that this process is about to send; nobody else will until its lease is over. */
    record Due(UUID id, String destination, String subject, String event, int attempts) {}

    OutboxRows(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Where due events go. */
    List<String> dueDestinations() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement find = connection.prepareStatement(
                        "select distinct destination from outbox where next_attempt_at <= ?")) {
            find.setTimestamp(1, Timestamp.from(clock.instant()));
            List<String> destinations = new ArrayList<>();
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    destinations.add(row.getString(1));
                }
            }
            return destinations;
        }
    }

    /** Leases up to {@code max} due events for a destination, for each subject only the oldest. */
    List<Due> lease(String destination, int max, Duration lease) throws SQLException {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement claim = connection.prepareStatement("""
                        update outbox set next_attempt_at = ?, attempts = attempts + 1
                        where event_id in (
                            select event_id from outbox candidate
                            where next_attempt_at <= ? and destination = ? and not exists (
                                select 1 from outbox earlier
                                where earlier.destination = candidate.destination
                                and earlier.subject = candidate.subject
                                and earlier.position < candidate.position)
                            order by position limit ?
                            for update skip locked)
                        returning event_id, destination, subject, event::text, attempts
                        """)) {
            claim.setTimestamp(1, Timestamp.from(now.plus(lease)));
            claim.setTimestamp(2, Timestamp.from(now));
            claim.setString(3, destination);
            claim.setInt(4, max);
            List<Due> due = new ArrayList<>();
            try (ResultSet row = claim.executeQuery()) {
                while (row.next()) {
                    due.add(new Due(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getInt(5)));
                }
            }
            return due;
        }
    }

    void delivered(UUID id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from outbox where event_id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }

    void retryAfter(UUID id, Duration wait) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update outbox set next_attempt_at = ? where event_id = ?")) {
            update.setTimestamp(1, Timestamp.from(clock.instant().plus(wait)));
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    boolean isWaiting(UUID id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement find = connection.prepareStatement("select 1 from outbox where event_id = ?")) {
            find.setObject(1, id);
            try (ResultSet row = find.executeQuery()) {
                return row.next();
            }
        }
    }
}
