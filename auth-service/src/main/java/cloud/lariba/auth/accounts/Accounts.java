package cloud.lariba.auth.accounts;

import cloud.lariba.auth.revocations.Revocations;
import cloud.lariba.auth.sessions.Sessions;
import cloud.lariba.outbox.Outbox;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What can be done with accounts. */
@ApplicationScoped
public class Accounts {

    private static final Logger LOG = Logger.getLogger(Accounts.class);
    private static final String REGISTERED = "cloud.lariba.account.registered";
    private static final String EMAIL_CHANGED = "cloud.lariba.account.email_changed";

    private final AccountRepository accounts;
    private final Sessions sessions;
    private final Revocations revocations;
    private final Outbox outbox;
    private final BootstrapConfig config;
    private final Ids ids;
    private final Clock clock;

    /**
     * What is needed to check a password.
     *
     * @param passwordHash null when the account has no password
     */
    public record Credentials(
            UUID id, String email, boolean admin, @Nullable String passwordHash) {

        @Override
        public String toString() {
            return "Credentials[id=" + id + "]";
        }
    }

    /** What user-service is told of a new account. */
    private record Registered(
            UUID id, String name, String email, boolean emailVerified, List<String> roles, Instant createdAt) {}

    Accounts(
            AccountRepository accounts,
            Sessions sessions,
            Revocations revocations,
            Outbox outbox,
            BootstrapConfig config,
            Ids ids,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.revocations = revocations;
        this.outbox = outbox;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Makes an account, and tells user-service with the same commit.
     *
     * @param passwordHash null for an account without a password
     * @throws ProblemException {@code email_taken}
     */
    @Transactional
    public Account create(NewAccount request, @Nullable String passwordHash) {
        String email = request.email().value();
        claim(email);
        UUID id = ids.next();
        Instant now = clock.instant();
        boolean admin = isBootstrapAddress(email) && accounts.bootstrap(id, now);
        AccountEntity entity = new AccountEntity(id, request.name(), email, admin, passwordHash, now);
        accounts.persistAndFlush(entity);
        Account account = entity.view();
        outbox.publish(
                "user",
                REGISTERED,
                id.toString(),
                new Registered(id, account.name(), email, account.emailVerified(), account.roles(), now));
        LOG.infof("account-registered user=%s admin=%s", id, admin);
        return account;
    }

    private boolean isBootstrapAddress(String email) {
        return config.bootstrapAdminEmail()
                .map(EmailAddress::normalise)
                .filter(email::equals)
                .isPresent();
    }

    /** Whether the address has an account now. One that has none may still get one before {@link #create}, which looks again. */
    @Transactional
    public boolean isTaken(EmailAddress email) {
        return accounts.findByEmail(email.value()).isPresent();
    }

    private void claim(String email) {
        if (!accounts.claim(email)) {
            throw emailTaken();
        }
    }

    /** What is answered when the address has an account. */
    public static ProblemException emailTaken() {
        return ProblemException.of(ProblemCode.EMAIL_TAKEN, "There is an account with this e-mail address.");
    }

    /** The account. */
    @Transactional
    public Optional<Account> find(UUID id) {
        return accounts.findByIdOptional(id).map(AccountEntity::view);
    }

    /** The credentials of the account with this normalised address. */
    @Transactional
    public Optional<Credentials> credentials(String email) {
        return accounts.findByEmail(email).map(Accounts::credentials);
    }

    /** The credentials of an account. */
    @Transactional
    public Optional<Credentials> credentials(UUID id) {
        return accounts.findByIdOptional(id).map(Accounts::credentials);
    }

    private static Credentials credentials(AccountEntity account) {
        return new Credentials(account.id, account.email, account.admin, account.passwordHash);
    }

    /** Replaces a password hash unless it is no longer the expected one; tells whether it did. */
    @Transactional
    public boolean replaceHash(UUID id, String expected, String replacement) {
        return accounts.replaceHash(id, expected, replacement);
    }

    /**
     * Changes the sign-in address, and tells user-service with the same commit; again with the same one changes nothing.
     *
     * @throws ProblemException {@code email_taken}, {@code not_found}
     */
    @Transactional
    public void changeEmail(UUID id, EmailAddress email) {
        AccountEntity account = accounts.lock(id).orElseThrow(ProblemException::notFound);
        if (account.email.equals(email.value())) {
            return;
        }
        claim(email.value());
        account.email = email.value();
        account.emailVerified = false;
        account.updatedAt = clock.instant();
        outbox.publish("user", EMAIL_CHANGED, id.toString(), Map.of("id", id));
        LOG.infof("account-email-changed user=%s", id);
    }

    /**
     * Deletes the account with its sessions, if it is there, and ends everything that was signed in with it. Who signs in holds the row until their
     * session is there, so we wait for them before anything is announced; and sessions are announced by their ids too, because a token may be
     * signed after its session was committed, and so look younger than the deletion.
     */
    @Transactional
    public void delete(UUID id) {
        accounts.lock(id).ifPresent(account -> {
            sessions.revokeAll(id);
            accounts.delete(account);
            accounts.flush();
            revocations.ofUser(id);
            LOG.infof("account-deleted user=%s", id);
        });
    }
}
