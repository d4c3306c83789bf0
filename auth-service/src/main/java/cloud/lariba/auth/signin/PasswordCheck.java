package cloud.lariba.auth.signin;

import cloud.lariba.auth.accounts.Accounts;
import cloud.lariba.auth.accounts.Accounts.Credentials;
import cloud.lariba.auth.attempts.FailedAttempts;
import cloud.lariba.auth.passwords.PasswordHashing;
import cloud.lariba.auth.sessions.Sessions;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Checks a password against the credentials of an account that may not exist, with the same work and the same answer either way. Must not be called
 * within a transaction: it takes long, and what it counts has to stay when the request fails.
 */
@ApplicationScoped
class PasswordCheck {

    private static final Logger LOG = Logger.getLogger(PasswordCheck.class);

    private final Accounts accounts;
    private final PasswordHashing passwords;
    private final FailedAttempts attempts;
    private final Sessions sessions;

    PasswordCheck(Accounts accounts, PasswordHashing passwords, FailedAttempts attempts, Sessions sessions) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
        this.sessions = sessions;
    }

    /**
     * Returns the password's hash when the password is right.
     *
     * @param email the normalised e-mail that the caller claims
     * @param found the credentials under that e-mail, if any
     * @throws ProblemException {@code invalid_credentials}, {@code too_many_attempts}, {@code overloaded}
     */
    String require(String email, String password, Optional<Credentials> found, String ip) throws SQLException {
        FailedAttempts.Attempt attempt = attempts.begin(email, ip, sessions.isKnownAt(email, ip));
        String hash = found.map(Credentials::passwordHash).orElse(null);
        boolean right = passwords.matches(password, hash);
        if (!right || hash == null) {
            attempt.failed();
            throw wrong();
        }
        attempt.succeeded();
        return upgraded(found.orElseThrow().id(), password, hash);
    }

    /** The hash with today's parameters: now is the only time that we know the password. */
    private String upgraded(UUID account, String password, String hash) {
        if (!passwords.isOutdated(hash)) {
            return hash;
        }
        String renewed = passwords.hash(password);
        if (accounts.replaceHash(account, hash, renewed)) {
            LOG.infof("password-hash-upgraded user=%s", account);
            return renewed;
        }
        // Somebody was faster: another sign-in with the same upgrade, or a change of the password.
        return accounts.credentials(account)
                .map(Credentials::passwordHash)
                .filter(current -> passwords.matches(password, current))
                .orElseThrow(PasswordCheck::wrong);
    }

    /** The one answer to every wrong combination. */
    static ProblemException wrong() {
        return ProblemException.of(ProblemCode.INVALID_CREDENTIALS, "The e-mail address or the password is wrong.");
    }
}
