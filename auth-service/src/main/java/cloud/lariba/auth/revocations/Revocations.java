package cloud.lariba.auth.revocations;

import cloud.lariba.identity.IdentityConfig;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** The table behind the feed. Entries are written in the transaction of the change that they announce. */
@ApplicationScoped
public class Revocations {

    /** For followers that were away or start late; what they have read they keep by themselves. */
    private static final Duration KEPT_LONGER = Duration.ofMinutes(5);

    private final DataSource database;
    private final Clock clock;
    private final IdentityConfig identity;

    /**
     * What a follower gets.
     *
     * @param sequence what to ask for next time
     */
    record Feed(List<Revocation> items, long sequence) {}

    Revocations(DataSource database, Clock clock, IdentityConfig identity) {
        this.database = database;
        this.clock = clock;
        this.identity = identity;
    }

    /** Announces that these sessions have ended. */
    public void ofSessions(Collection<UUID> sessions) {
        insert("session_id", sessions);
    }

    /** Announces that every session of this user has ended. */
    public void ofUser(UUID user) {
        insert("user_id", List.of(user));
    }

    private void insert(String column, Collection<UUID> ids) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into revocations (" + column + ", revoked_at) values (?, ?)")) {
            for (UUID id : ids) {
                insert.setObject(1, id);
                insert.setObject(2, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("revocations cannot be written", e);
        }
    }

    /**
     * The entries after a sequence number, and again those of the last half minute: numbers are taken before their transactions commit, so a
     * smaller one can appear after a larger one was read.
     */
    Feed after(long sequence) {
        try (Connection connection = database.getConnection();
                PreparedStatement find =
                        connection.prepareStatement("select sequence, session_id, user_id, revoked_at from revocations"
                                + " where sequence > ? or recorded_at > now() - interval '30 seconds'"
                                + " order by sequence")) {
            find.setLong(1, sequence);
            List<Revocation> items = new ArrayList<>();
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    items.add(new Revocation(
                            row.getLong(1),
                            row.getObject(2, UUID.class),
                            row.getObject(3, UUID.class),
                            row.getObject(4, OffsetDateTime.class).toInstant()));
                }
            }
            long last = items.isEmpty()
                    ? sequence
                    : Math.max(sequence, items.getLast().sequence());
            return new Feed(items, last);
        } catch (SQLException e) {
            throw new IllegalStateException("revocations cannot be read", e);
        }
    }

    /** An entry that is older than any token is of no use to anybody. */
    @Scheduled(every = "1m", delayed = "30s")
    void forgetOldOnes() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from revocations where recorded_at < now() - make_interval(secs => ?)")) {
            delete.setDouble(
                    1, (double) identity.maxTokenLife().plus(KEPT_LONGER).toSeconds());
            delete.executeUpdate();
        }
    }
}
