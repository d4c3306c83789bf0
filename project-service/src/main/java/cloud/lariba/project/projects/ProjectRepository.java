package cloud.lariba.project.projects;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.project.access.ProjectAccess;
import cloud.lariba.project.access.ProjectState;
import cloud.lariba.project.access.Role;
import cloud.lariba.rest.PageRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.query.NativeQuery;

/** The {@code projects} table. */
@ApplicationScoped
class ProjectRepository implements PanacheRepositoryBase<ProjectEntity, UUID> {

    private static final String NAMES = "projects_name_per_owner";

    private final ObjectMapper mapper;

    /** A project with what the reader is in it. */
    record Found(ProjectEntity project, Role role) {}

    ProjectRepository(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The row, whatever its state, locked until the transaction ends. */
    Optional<ProjectEntity> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * A page of the projects that the user is a member of, newest first. Deleted ones show only when they are asked for,
     * only to their owners, and only as long as they can be brought back.
     */
    List<Found> page(UUID userId, ProjectFilter filter, PageRequest page, Instant now) {
        StringBuilder sql = new StringBuilder("""
                select {p.*}, m.role as member_role
                from members m join projects p on p.id = m.project_id
                where m.user_id = :user
                """);
        sql.append(
                filter.state() == ProjectState.DELETED
                        ? " and p.state = 'deleted' and m.role = 'owner' and p.deleted_at > :since"
                        : filter.state() == null ? " and p.state <> 'deleted'" : " and p.state = :state");
        for (int i = 0; i < filter.labels().size(); i++) {
            sql.append(" and p.labels @> cast(:label").append(i).append(" as jsonb)");
        }
        if (page.after() != null) {
            sql.append(" and (p.created_at, p.id) < (:at, :id)");
        }
        NativeQuery<Object[]> query = getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery(sql + " order by p.created_at desc, p.id desc", Object[].class)
                .addEntity("p", ProjectEntity.class)
                .addScalar("member_role", String.class)
                .setParameter("user", userId)
                .setMaxResults(page.fetchSize());
        if (filter.state() == ProjectState.DELETED) {
            query.setParameter("since", now.minus(ProjectAccess.UNDELETE_WITHIN));
        } else if (filter.state() != null) {
            query.setParameter("state", filter.state().wireName());
        }
        for (int i = 0; i < filter.labels().size(); i++) {
            query.setParameter("label" + i, json(filter.labels().get(i)));
        }
        if (page.after() != null) {
            query.setParameter("at", page.after().at())
                    .setParameter("id", page.after().id());
        }
        return query.getResultList().stream()
                .map(row -> new Found((ProjectEntity) row[0], Role.valueOf(((String) row[1]).toUpperCase(Locale.ROOT))))
                .toList();
    }

    private String json(Map<String, String> label) {
        try {
            return mapper.writeValueAsString(label);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Refuses a name that another living project of the owner has; {@link #flushName} settles it between two that come at
     * once.
     *
     * @param except the project that is to have the name
     * @throws ProblemException {@code name_taken}
     */
    void requireFreeName(UUID ownerId, String name, UUID except) {
        long others = count(
                "ownerId = ?1 and name = ?2 and state <> ?3 and id <> ?4", ownerId, name, ProjectState.DELETED, except);
        if (others > 0) {
            throw nameTaken();
        }
    }

    /**
     * Writes what has changed in this transaction.
     *
     * @throws ProblemException {@code name_taken} when another request took the name meanwhile
     */
    void flushName() {
        try {
            flush();
        } catch (ConstraintViolationException e) {
            if (NAMES.equals(e.getConstraintName())) {
                throw nameTaken();
            }
            throw e;
        }
    }

    private static ProblemException nameTaken() {
        return ProblemException.of(ProblemCode.NAME_TAKEN, "Another project of the owner has this name.");
    }

    /** Ends the sweeper's work on an active project, unless something began there since {@code lease} was given. */
    void settleActive(UUID id, Instant lease) {
        update("settleAt = null where id = ?1 and state = ?2 and settleAt = ?3", id, ProjectState.ACTIVE, lease);
    }

    /** The rows that the sweeper has to look at, oldest first; no other process gets them until {@code lease}. */
    @SuppressWarnings("unchecked") // a native query for an entity class
    List<ProjectEntity> claimUnsettled(Instant now, Instant lease, int max) {
        return getEntityManager()
                .createNativeQuery("""
                        update projects set settle_at = :lease where id in (
                            select id from projects where settle_at <= :now
                            order by settle_at limit :max for update skip locked)
                        returning *
                        """, ProjectEntity.class)
                .setParameter("lease", lease)
                .setParameter("now", now)
                .setParameter("max", max)
                .getResultList();
    }
}
