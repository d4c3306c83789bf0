package cloud.lariba.user.profiles;

import cloud.lariba.rest.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The {@code profiles} table. */
@ApplicationScoped
class ProfileRepository implements PanacheRepositoryBase<ProfileEntity, UUID> {

    /** The row, deleted or not, locked for the transaction. */
    Optional<ProfileEntity> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** A page of living profiles, newest first, narrowed by exact e-mail and by text within name or e-mail. */
    List<ProfileEntity> page(@Nullable String email, @Nullable String text, PageRequest page) {
        StringBuilder query = new StringBuilder("deletedAt is null");
        Parameters values = new Parameters();
        if (email != null) {
            query.append(" and email = :email");
            values.and("email", email.toLowerCase(Locale.ROOT));
        }
        if (text != null) {
            query.append(" and (lower(name) like :text escape '!' or email like :text escape '!')");
            values.and("text", "%" + escape(text.toLowerCase(Locale.ROOT)) + "%");
        }
        if (page.after() != null) {
            query.append(" and (createdAt < :at or createdAt = :at and id < :id)");
            values.and("at", page.after().at()).and("id", page.after().id());
        }
        return find(query + " order by createdAt desc, id desc", values)
                .page(0, page.fetchSize())
                .list();
    }

    /** Adds the profile unless its id is known, also when another request does so at the same moment. */
    void addIfAbsent(ProfileEntity profile) {
        getEntityManager()
                .createNativeQuery("insert into profiles"
                        + " (id, name, email, email_verified, roles, created_at, updated_at, version)"
                        + " values (?1, ?2, ?3, ?4, ?5, ?6, ?6, 0) on conflict (id) do nothing")
                .setParameter(1, profile.id)
                .setParameter(2, profile.name)
                .setParameter(3, profile.email)
                .setParameter(4, profile.emailVerified)
                .setParameter(5, profile.roles)
                .setParameter(6, profile.createdAt)
                .executeUpdate();
    }

    private static String escape(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
