package cloud.lariba.auth.accounts;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The {@code accounts} table. */
@ApplicationScoped
class AccountRepository implements PanacheRepositoryBase<AccountEntity, UUID> {

    Optional<AccountEntity> findByEmail(String email) {
        return find("email", email).firstResultOptional();
    }

    /** The row, locked for the transaction. */
    Optional<AccountEntity> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Whether the address is free. If so, nobody else can take it before the end of the transaction: who asks for the same address waits, instead
     * of running into the unique constraint.
     */
    boolean claim(String email) {
        getEntityManager()
                .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(?1, 3141))")
                .setParameter(1, email)
                .getSingleResult();
        return count("email", email) == 0;
    }

    /** Whether the one bootstrap of the installation is now used up by this account. */
    boolean bootstrap(UUID account, Instant now) {
        return getEntityManager()
                        .createNativeQuery(
                                "insert into bootstrap (account_id, at) values (?1, ?2) on conflict (done) do nothing")
                        .setParameter(1, account)
                        .setParameter(2, now)
                        .executeUpdate()
                == 1;
    }

    /** Replaces a password hash unless it is no longer the expected one. */
    boolean replaceHash(UUID account, String expected, String replacement) {
        return update("passwordHash = ?1 where id = ?2 and passwordHash = ?3", replacement, account, expected) == 1;
    }
}
