package cloud.lariba.auth.sessions;

import cloud.lariba.auth.revocations.Revocations;
import cloud.lariba.auth.sessions.Refreshing.Ended;
import cloud.lariba.auth.sessions.Refreshing.Refreshed;
import cloud.lariba.auth.sessions.Refreshing.Reused;
import cloud.lariba.rest.Cursor;
import cloud.lariba.rest.Ids;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What can be done with sessions. A session that is revoked stands in the feed with the same commit. */
@ApplicationScoped
public class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    private final SessionRows rows;
    private final RefreshTokens tokens;
    private final Revocations revocations;
    private final SessionsConfig config;
    private final Ids ids;
    private final Clock clock;

    Sessions(
            SessionRows rows,
            RefreshTokens tokens,
            Revocations revocations,
            SessionsConfig config,
            Ids ids,
            Clock clock) {
        this.rows = rows;
        this.tokens = tokens;
        this.revocations = revocations;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Begins a session.
     *
     * @param passwordHash the hash that the user's password was checked against
     * @return empty when the account is gone or its password has been changed since
     */
    @Transactional
    public Optional<SignedIn> begin(UUID account, boolean admin, String passwordHash, Origin origin)
            throws SQLException {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(config.life());
        RefreshToken token = tokens.issue(ids.next());
        Session session = new Session(token.sessionId(), now, now, expiresAt, origin.ip(), origin.userAgent());
        return rows.insert(session, token.hash(), account, passwordHash)
                ? Optional.of(new SignedIn(account, session.id(), admin, token, refreshFor(now, expiresAt)))
                : Optional.empty();
    }

    /** The token that this text is, or empty when we never issued it. */
    public Optional<RefreshToken> recognise(String text) {
        return tokens.recognise(text);
    }

    /** Spends a refresh token. A {@link Reused} one is left to the caller to answer with {@link #revoke}. */
    @Transactional
    public Refreshing refresh(RefreshToken presented, Origin origin) throws SQLException {
        Instant now = clock.instant();
        RefreshToken next = tokens.issue(presented.sessionId());
        return rows.swap(presented, next.hash(), origin, now, idleSince(now))
                .<Refreshing>map(row -> new Refreshed(new SignedIn(
                        row.accountId(), next.sessionId(), row.admin(), next, refreshFor(now, row.expiresAt()))))
                .orElseGet(() -> refused(presented));
    }

    private Refreshing refused(RefreshToken presented) {
        try {
            return rows.hasOtherToken(presented) ? new Reused() : new Ended();
        } catch (SQLException e) {
            throw new IllegalStateException("sessions cannot be read", e);
        }
    }

    /** Ends a session, if it has not ended before. */
    @Transactional
    public void revoke(UUID session) throws SQLException {
        if (rows.revoke(session, clock.instant())) {
            revocations.ofSessions(List.of(session));
            LOG.infof("session-revoked session=%s", session);
        }
    }

    /** Ends a session of this account; false when the account has no such live session. */
    @Transactional
    public boolean revoke(UUID account, UUID session) throws SQLException {
        Instant now = clock.instant();
        boolean revoked = rows.revokeOf(account, session, now, idleSince(now));
        if (revoked) {
            revocations.ofSessions(List.of(session));
            LOG.infof("session-revoked session=%s", session);
        }
        return revoked;
    }

    /** Ends all sessions of this account but one. */
    @Transactional
    public void revokeOthers(UUID account, UUID kept) throws SQLException {
        List<UUID> revoked = rows.revokeOthers(account, kept, clock.instant());
        revocations.ofSessions(revoked);
        LOG.infof("other-sessions-revoked user=%s count=%d", account, revoked.size());
    }

    /** Ends all sessions of this account. */
    @Transactional
    public void revokeAll(UUID account) {
        try {
            List<UUID> revoked = rows.revokeAll(account, clock.instant());
            revocations.ofSessions(revoked);
            LOG.infof("all-sessions-revoked user=%s count=%d", account, revoked.size());
        } catch (SQLException e) {
            throw new IllegalStateException("sessions cannot be written", e);
        }
    }

    /** The live sessions of an account. */
    Page<SessionView> list(UUID account, UUID current, PageRequest page) throws SQLException {
        Instant now = clock.instant();
        return page.page(
                rows.page(account, page, now, idleSince(now)),
                session -> new Cursor(session.createdAt(), session.id()),
                session -> SessionView.of(session, current));
    }

    /** Whether the account with this normalised e-mail, if there is one, has been used from this network address. */
    public boolean isKnownAt(String email, String ip) throws SQLException {
        return rows.isKnownAt(email, ip);
    }

    @Scheduled(every = "1h", delayed = "2m")
    void forgetOldOnes() throws SQLException {
        Instant moment = clock.instant().minus(config.keepAfter());
        rows.deleteEndedBefore(moment, idleSince(moment));
    }

    private Instant idleSince(Instant now) {
        return now.minus(config.idle());
    }

    private Duration refreshFor(Instant now, Instant expiresAt) {
        Duration rest = Duration.between(now, expiresAt);
        return rest.compareTo(config.idle()) < 0 ? rest : config.idle();
    }
}
