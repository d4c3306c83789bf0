package cloud.lariba.auth.attempts;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.secrets.SecretBox;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * Counts failures to sign in, per account and per address, whether or not there is such an account. Attempts from an address from which the account
 * has been used before are counted apart, so that strangers who guess cannot keep its owner out.
 */
@ApplicationScoped
public class FailedAttempts {

    private static final String PURPOSE = "failed-attempts";

    private final DataSource database;
    private final SecretBox secrets;
    private final AttemptsConfig config;
    private final Clock clock;

    FailedAttempts(DataSource database, SecretBox secrets, AttemptsConfig config, Clock clock) {
        this.database = database;
        this.secrets = secrets;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The attempt that somebody at an address is about to make on an account.
     *
     * @param email the account's address, normalised
     * @param knownThere whether the account has been used from there before
     * @throws ProblemException {@code too_many_attempts} while it would be too early
     */
    public Attempt begin(String email, String address, boolean knownThere) {
        byte[] account = subject("account", knownThere ? email + " " + address : email);
        Attempt attempt = new Attempt(account, subject("address", address));
        refuseWhileBlocked(attempt);
        return attempt;
    }

    /** An attempt that was let through; say how it ended. */
    public final class Attempt {

        private final byte[] account;
        private final byte[] address;

        private Attempt(byte[] account, byte[] address) {
            this.account = account;
            this.address = address;
        }

        /**
         * It was a failure.
         *
         * @throws ProblemException {@code too_many_attempts} when others that ran at the same time have used up the free attempts
         */
        public void failed() {
            refuseWhileBlocked(this);
            count(account, config.perAccount());
            count(address, config.perAddress());
        }

        /**
         * It was a success; the account's failures are forgotten.
         *
         * @throws ProblemException {@code too_many_attempts} when others that ran at the same time have used up the free attempts: a right guess
         *     among too many must look like a wrong one
         */
        public void succeeded() {
            refuseWhileBlocked(this);
            forget(account);
        }
    }

    private void refuseWhileBlocked(Attempt attempt) {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement find = connection.prepareStatement(
                        "select max(blocked_until) from failed_attempts where subject in (?, ?)")) {
            find.setBytes(1, attempt.account);
            find.setBytes(2, attempt.address);
            try (ResultSet row = find.executeQuery()) {
                OffsetDateTime until = row.next() ? row.getObject(1, OffsetDateTime.class) : null;
                if (until != null && until.toInstant().isAfter(now)) {
                    throw ProblemException.of(
                                    ProblemCode.TOO_MANY_ATTEMPTS, "There were too many failed attempts; try later.")
                            .retryAfter(Duration.between(now, until.toInstant()));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("failed attempts cannot be read", e);
        }
    }

    private void count(byte[] subject, int free) {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement count = connection.prepareStatement("""
                        insert into failed_attempts as known (subject, failures, last_at, blocked_until)
                        values (?, 1, ?, ?)
                        on conflict (subject) do update set
                            failures = case when known.last_at < ? then 1 else known.failures + 1 end,
                            last_at = excluded.last_at
                        returning failures
                        """)) {
            count.setBytes(1, subject);
            count.setObject(2, utc(now));
            count.setObject(3, utc(now));
            count.setObject(4, utc(now.minus(config.forgetAfter())));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                block(connection, subject, now.plus(delay(row.getInt(1) - free)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("failed attempts cannot be counted", e);
        }
    }

    private static void block(Connection connection, byte[] subject, Instant until) throws SQLException {
        try (PreparedStatement block = connection.prepareStatement(
                "update failed_attempts set blocked_until = greatest(blocked_until, ?) where subject = ?")) {
            block.setObject(1, utc(until));
            block.setBytes(2, subject);
            block.executeUpdate();
        }
    }

    /** One second after the last free failure, doubled by each further one. */
    private Duration delay(int beyond) {
        if (beyond < 0) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(beyond, 30));
        return doubled.compareTo(config.maxDelay()) < 0 ? doubled : config.maxDelay();
    }

    private void forget(byte[] subject) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from failed_attempts where subject = ?")) {
            delete.setBytes(1, subject);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("failed attempts cannot be forgotten", e);
        }
    }

    @Scheduled(every = "10m", delayed = "1m")
    void forgetOldOnes() throws SQLException {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from failed_attempts where last_at < ? and blocked_until < ?")) {
            delete.setObject(1, utc(now.minus(config.forgetAfter())));
            delete.setObject(2, utc(now));
            delete.executeUpdate();
        }
    }

    private byte[] subject(String kind, String value) {
        return secrets.digest(PURPOSE, (kind + " " + value).getBytes(StandardCharsets.UTF_8));
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
