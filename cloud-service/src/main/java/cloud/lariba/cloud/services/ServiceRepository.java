package cloud.lariba.cloud.services;

import cloud.lariba.rest.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The {@code services} table. */
@ApplicationScoped
class ServiceRepository implements PanacheRepositoryBase<ServiceEntity, UUID> {

    /** A service that was not deleted. */
    Optional<ServiceEntity> findLive(UUID id) {
        return findByIdOptional(id).filter(service -> service.deletedAt == null);
    }

    /** The row, deleted or not, locked for the transaction and as it is now. */
    ServiceEntity lock(UUID id) {
        ServiceEntity service = findByIdOptional(id).orElseThrow();
        // Locking by a search would compare the version with that of an earlier read in the same transaction.
        getEntityManager().refresh(service, LockModeType.PESSIMISTIC_WRITE);
        return service;
    }

    /** Whether a live service of the project, other than this one, has the name. */
    boolean isNameTaken(UUID projectId, String name, UUID except) {
        return count("projectId = ?1 and name = ?2 and id <> ?3 and deletedAt is null", projectId, name, except) > 0;
    }

    /** The live services of a project, newest first. */
    List<ServiceEntity> ofProject(UUID projectId) {
        return list("projectId = ?1 and deletedAt is null order by createdAt desc, id desc", projectId);
    }

    /** Live services without an operation whose time is over; of those with which something went wrong, only the ones that were left alone since. */
    List<UUID> expired(Instant now, Instant since, int max) {
        return getEntityManager()
                .createQuery(
                        "select s.id from ServiceEntity s where s.deletedAt is null and s.expiresAt <= :now"
                                + " and s.operationId is null and s.deletionProtection = false"
                                + " and (s.stateReason is null or s.updatedAt <= :since) order by s.expiresAt",
                        UUID.class)
                .setParameter("now", now)
                .setParameter("since", since)
                .setMaxResults(max)
                .getResultList();
    }

    /** A page of live services, newest first. */
    @SuppressWarnings("unchecked")
    List<ServiceEntity> page(ServiceFilter filter, PageRequest page) {
        StringBuilder sql =
                new StringBuilder("select * from services where deleted_at is null and project_id = any(:projects)");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("projects", filter.projects().toArray(UUID[]::new));
        if (filter.type() != null) {
            sql.append(" and type = :type");
            values.put("type", filter.type());
        }
        if (filter.status() != null) {
            sql.append(" and status = :status");
            values.put("status", filter.status().wireName());
        }
        if (!filter.labels().isEmpty()) {
            sql.append(" and labels @> cast(:labels as jsonb)");
            values.put("labels", filter.labels().toString());
        }
        if (page.after() != null) {
            sql.append(" and (created_at, id) < (:at, :id)");
            values.put("at", page.after().at());
            values.put("id", page.after().id());
        }
        var query = getEntityManager()
                .createNativeQuery(sql + " order by created_at desc, id desc", ServiceEntity.class)
                .setMaxResults(page.fetchSize());
        values.forEach(query::setParameter);
        return query.getResultList();
    }
}
