package cloud.lariba.auth.sessions;

import cloud.lariba.rest.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The {@code sessions} table. Each method is one statement, and so takes effect wholly or not at all. */
@ApplicationScoped
class SessionRows {

    private final DataSource database;

    /** The part of a changed row that the caller did not know. */
    record Refreshed(UUID accountId, boolean admin, Instant expiresAt) {}

    SessionRows(DataSource database) {
        this.database = database;
    }

    /**
     * Begins a session, unless the account is gone or has another password hash by now. The account's row stays locked against changes until the end of
     * the transaction, so that a change of the password either comes first, or finds the session and revokes it.
     */
    boolean insert(Session session, byte[] tokenHash, UUID account, @Nullable String passwordHash) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into sessions
                            (id, account_id, token_hash, ip, user_agent, created_at, last_used_at, expires_at)
                        select ?, id, ?, ?, ?, ?, ?, ? from accounts
                        where id = ? and password_hash = ?
                        for share
                        """)) {
            insert.setObject(1, session.id());
            insert.setBytes(2, tokenHash);
            insert.setString(3, session.ip());
            insert.setString(4, session.userAgent());
            insert.setObject(5, utc(session.createdAt()));
            insert.setObject(6, utc(session.lastUsedAt()));
            insert.setObject(7, utc(session.expiresAt()));
            insert.setObject(8, account);
            insert.setString(9, passwordHash);
            return insert.executeUpdate() == 1;
        }
    }

    /**
     * Puts a new token in the place of the presented one if that is the live one of a live session: a compare-and-swap, so of any number of
     * parallel uses one succeeds.
     */
    Optional<Refreshed> swap(RefreshToken presented, byte[] newHash, Origin origin, Instant now, Instant idleSince)
            throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement swap = connection.prepareStatement("""
                        update sessions s
                        set token_hash = ?, last_used_at = ?, ip = ?, user_agent = ?
                        from accounts a
                        where s.id = ? and s.token_hash = ? and s.revoked_at is null
                            and s.expires_at > ? and s.last_used_at > ? and a.id = s.account_id
                        returning a.id, a.admin, s.expires_at
                        """)) {
            swap.setBytes(1, newHash);
            swap.setObject(2, utc(now));
            swap.setString(3, origin.ip());
            swap.setString(4, origin.userAgent());
            swap.setObject(5, presented.sessionId());
            swap.setBytes(6, presented.hash());
            swap.setObject(7, utc(now));
            swap.setObject(8, utc(idleSince));
            try (ResultSet row = swap.executeQuery()) {
                return row.next()
                        ? Optional.of(new Refreshed(row.getObject(1, UUID.class), row.getBoolean(2), instant(row, 3)))
                        : Optional.empty();
            }
        }
    }

    /** Whether the session is known and another token than this one is its live one. */
    boolean hasOtherToken(RefreshToken token) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement find =
                        connection.prepareStatement("select 1 from sessions where id = ? and token_hash <> ?")) {
            find.setObject(1, token.sessionId());
            find.setBytes(2, token.hash());
            try (ResultSet row = find.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Marks a session as revoked; false when it is not there or was revoked before. */
    boolean revoke(UUID session, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement revoke = connection.prepareStatement(
                        "update sessions set revoked_at = ? where id = ? and revoked_at is null")) {
            revoke.setObject(1, utc(now));
            revoke.setObject(2, session);
            return revoke.executeUpdate() == 1;
        }
    }

    /** Marks one live session of an account as revoked; false when the account has no such session. */
    boolean revokeOf(UUID account, UUID session, Instant now, Instant idleSince) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement revoke = connection.prepareStatement(
                        "update sessions set revoked_at = ?"
                                + " where id = ? and account_id = ? and revoked_at is null and expires_at > ? and last_used_at > ?")) {
            revoke.setObject(1, utc(now));
            revoke.setObject(2, session);
            revoke.setObject(3, account);
            revoke.setObject(4, utc(now));
            revoke.setObject(5, utc(idleSince));
            return revoke.executeUpdate() == 1;
        }
    }

    /** Marks all sessions of an account as revoked, and returns those that were not before. */
    List<UUID> revokeAll(UUID account, Instant now) throws SQLException {
        return revokeAllBut(account, null, now);
    }

    /** Marks all sessions of an account but one as revoked, and returns those that were not before. */
    List<UUID> revokeOthers(UUID account, UUID kept, Instant now) throws SQLException {
        return revokeAllBut(account, kept, now);
    }

    private List<UUID> revokeAllBut(UUID account, @Nullable UUID kept, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement revoke = connection.prepareStatement(
                        "update sessions set revoked_at = ? where account_id = ? and id is distinct from ?"
                                + " and revoked_at is null and expires_at > ? returning id")) {
            revoke.setObject(1, utc(now));
            revoke.setObject(2, account);
            revoke.setObject(3, kept, Types.OTHER);
            revoke.setObject(4, utc(now));
            List<UUID> revoked = new ArrayList<>();
            try (ResultSet row = revoke.executeQuery()) {
                while (row.next()) {
                    revoked.add(row.getObject(1, UUID.class));
                }
            }
            return revoked;
        }
    }

    /** The live sessions of an account, newest first, as many as the page asks for. */
    List<Session> page(UUID account, PageRequest page, Instant now, Instant idleSince) throws SQLException {
        String after = page.after() == null ? "" : " and (created_at, id) < (?, ?)";
        try (Connection connection = database.getConnection();
                PreparedStatement find = connection.prepareStatement(
                        "select id, created_at, last_used_at, expires_at, ip, user_agent from sessions"
                                + " where account_id = ? and revoked_at is null and expires_at > ? and last_used_at > ?"
                                + after + " order by created_at desc, id desc limit ?")) {
            int next = 1;
            find.setObject(next++, account);
            find.setObject(next++, utc(now));
            find.setObject(next++, utc(idleSince));
            if (page.after() != null) {
                find.setObject(next++, utc(page.after().at()));
                find.setObject(next++, page.after().id());
            }
            find.setInt(next, page.fetchSize());
            List<Session> sessions = new ArrayList<>();
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    sessions.add(new Session(
                            row.getObject(1, UUID.class),
                            instant(row, 2),
                            instant(row, 3),
                            instant(row, 4),
                            row.getString(5),
                            row.getString(6)));
                }
            }
            return sessions;
        }
    }

    /** Whether a session of the account with this address, ended or not, was last used from there. */
    boolean isKnownAt(String email, String ip) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement find = connection.prepareStatement("select 1 from sessions s"
                        + " join accounts a on a.id = s.account_id where a.email = ? and s.ip = ? limit 1")) {
            find.setString(1, email);
            find.setString(2, ip);
            try (ResultSet row = find.executeQuery()) {
                return row.next();
            }
        }
    }

    void deleteEndedBefore(Instant moment, Instant lastUsedBefore) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from sessions where revoked_at < ? or expires_at < ? or last_used_at < ?")) {
            delete.setObject(1, utc(moment));
            delete.setObject(2, utc(moment));
            delete.setObject(3, utc(lastUsedBefore));
            delete.executeUpdate();
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
