package cloud.lariba.user.profiles;

import cloud.lariba.outbox.Outbox;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Cursor;
import cloud.lariba.rest.ETags;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import cloud.lariba.user.accounts.Account;
import cloud.lariba.user.accounts.Accounts;
import cloud.lariba.user.projects.Ownerships;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What can be done with profiles. Who may do it is the resource's to check. */
@ApplicationScoped
class Users {

    /** Said when a person and all their data are to be forgotten. */
    static final String DELETED = "cloud.lariba.user.deleted";

    private static final Logger LOG = Logger.getLogger(Users.class);

    private final ProfileRepository profiles;
    private final Accounts accounts;
    private final Ownerships ownerships;
    private final Outbox outbox;
    private final Clock clock;

    /** A user together with the version for conditional requests. */
    record Versioned(UserView user, long version) {}

    Users(ProfileRepository profiles, Accounts accounts, Ownerships ownerships, Outbox outbox, Clock clock) {
        this.profiles = profiles;
        this.accounts = accounts;
        this.ownerships = ownerships;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * The user. A profile that has not arrived yet, right after registration, is made from the account.
     *
     * @throws ProblemException {@code not_found}, also when the user was deleted
     */
    Versioned get(UUID id) {
        Optional<ProfileEntity> known = find(id);
        if (known.isEmpty()) {
            Account account = accounts.find(id).orElseThrow(ProblemException::notFound);
            add(account);
            known = find(id);
        }
        return known.filter(profile -> profile.deletedAt == null)
                .map(Users::versioned)
                .orElseThrow(ProblemException::notFound);
    }

    private Optional<ProfileEntity> find(UUID id) {
        return QuarkusTransaction.joiningExisting().call(() -> profiles.findByIdOptional(id));
    }

    /** Adds the profile of an account; one that is known already, or was deleted, stays as it is. */
    void add(Account account) {
        QuarkusTransaction.joiningExisting()
                .run(() -> profiles.addIfAbsent(new ProfileEntity(
                        account.id(),
                        account.name(),
                        account.email(),
                        account.emailVerified(),
                        account.roles(),
                        account.createdAt())));
    }

    /** Adds the profile of a new account. */
    UserView create(Account account) {
        add(account);
        return get(account.id()).user();
    }

    @Transactional
    Page<UserView> list(@Nullable String email, @Nullable String text, PageRequest page) {
        List<ProfileEntity> rows = profiles.page(email, text, page);
        return page.page(rows, row -> new Cursor(row.createdAt, row.id), ProfileEntity::view);
    }

    /**
     * Changes the writable fields. The profile is held while auth-service changes the sign-in address, so nobody overtakes the two; if we stop in
     * between, auth-service's event of the change completes it.
     *
     * @param edit the new fields, made from the present ones
     * @param ifMatch the client's condition, or null
     * @throws ProblemException {@code email_taken}, {@code invalid_input}, {@code precondition_failed}, {@code not_found}
     */
    Versioned change(UUID id, UnaryOperator<UserChange> edit, @Nullable String ifMatch) {
        get(id);
        return QuarkusTransaction.joiningExisting().call(() -> {
            ProfileEntity profile = alive(id, ifMatch);
            UserView before = profile.view();
            UserChange.Checked change =
                    edit.apply(new UserChange(before.name(), before.email())).check();
            String email = change.email().toLowerCase(Locale.ROOT);
            if (!email.equals(profile.email)) {
                accounts.changeEmail(id, email);
                profile.moveTo(email, false, clock.instant());
            }
            if (!change.name().equals(profile.name)) {
                profile.rename(change.name(), clock.instant());
            }
            profiles.flush();
            return versioned(profile);
        });
    }

    /** Takes over the sign-in address that auth-service has now, for a profile that is there. */
    @Transactional
    void followEmail(UUID id) {
        ProfileEntity profile =
                profiles.lock(id).filter(p -> p.deletedAt == null).orElse(null);
        if (profile != null) {
            accounts.find(id)
                    .filter(account -> !account.email().equals(profile.email))
                    .ifPresent(account -> profile.moveTo(account.email(), account.emailVerified(), clock.instant()));
        }
    }

    /**
     * Forgets a person: the profile is anonymised, and auth-service and project-service are told to end the sessions and to delete the projects that
     * nobody else owns.
     *
     * @throws ProblemException {@code last_owner} while a project with other members has no other owner
     */
    void delete(UUID id, @Nullable String ifMatch) {
        ETags.requireMatch(ifMatch, get(id).version());
        List<UUID> blocking = ownerships.soleOwnedWithMembers(id);
        if (!blocking.isEmpty()) {
            throw ProblemException.of(
                            ProblemCode.LAST_OWNER, "Give the projects with other members another owner first.")
                    .with("projects", blocking);
        }
        QuarkusTransaction.joiningExisting().run(() -> {
            alive(id, ifMatch).anonymise(clock.instant());
            outbox.publish("auth", DELETED, id.toString(), Map.of("id", id));
            outbox.publish("project", DELETED, id.toString(), Map.of("id", id));
        });
        LOG.infof("user-deleted user=%s", id);
    }

    private ProfileEntity alive(UUID id, @Nullable String ifMatch) {
        ProfileEntity profile =
                profiles.lock(id).filter(p -> p.deletedAt == null).orElseThrow(ProblemException::notFound);
        ETags.requireMatch(ifMatch, profile.version);
        return profile;
    }

    private static Versioned versioned(ProfileEntity profile) {
        return new Versioned(profile.view(), profile.version);
    }
}
