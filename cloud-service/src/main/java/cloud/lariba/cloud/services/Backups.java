package cloud.lariba.cloud.services;

import cloud.lariba.cloud.database.Database;
import cloud.lariba.rest.Cursor;
import cloud.lariba.rest.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The {@code backups} table. Who changes a backup holds its service's row, or drives the operation that has the service. */
@ApplicationScoped
public class Backups {

    private static final String SELECT = "select id, service_id, name, state, size_bytes, operation_id, created_at,"
            + " finished_at from backups where service_id = ? and state <> 'deleted'";

    private final Database database;
    private final Clock clock;

    Backups(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void add(UUID id, UUID serviceId, @Nullable String name, UUID operationId) {
        database.update(
                "insert into backups (id, service_id, name, state, operation_id, created_at)"
                        + " values (?, ?, ?, 'creating', ?, ?)",
                id,
                serviceId,
                name,
                operationId,
                clock.instant());
    }

    /** A backup of the service that was not deleted. */
    public Optional<BackupView> find(UUID serviceId, UUID id) {
        return database.find(SELECT + " and id = ?", Backups::read, serviceId, id);
    }

    /** Those of the service that were not deleted, newest first. */
    List<BackupView> page(UUID serviceId, PageRequest page) {
        Cursor after = page.after();
        return database.list(
                SELECT + " and (?::timestamptz is null or (created_at, id) < (?, ?))"
                        + " order by created_at desc, id desc limit ?",
                Backups::read,
                serviceId,
                after == null ? null : after.at(),
                after == null ? null : after.at(),
                after == null ? null : after.id(),
                page.fetchSize());
    }

    long count(UUID serviceId) {
        return database.find(
                        "select count(*) from backups where service_id = ? and state <> 'deleted'",
                        row -> row.getLong(1),
                        serviceId)
                .orElse(0L);
    }

    /** It can be restored. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void available(UUID id, long sizeBytes) {
        database.update(
                "update backups set state = 'available', size_bytes = ?, operation_id = null, finished_at = ?"
                        + " where id = ?",
                sizeBytes,
                clock.instant(),
                id);
    }

    /** It could not be made; a restoration that fails after it was made leaves it as it is. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void failed(UUID id) {
        database.update(
                "update backups set state = 'failed', operation_id = null, finished_at = ?"
                        + " where id = ? and state = 'creating'",
                clock.instant(),
                id);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void deleting(UUID id, UUID operationId) {
        database.update("update backups set state = 'deleting', operation_id = ? where id = ?", operationId, id);
    }

    /** It could not be deleted, and is as it was before. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void kept(UUID id) {
        database.update(
                "update backups set state = case when size_bytes is null then 'failed' else 'available' end,"
                        + " operation_id = null where id = ?",
                id);
    }

    /** It is gone. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void deleted(UUID id) {
        database.update("update backups set state = 'deleted', operation_id = null where id = ?", id);
    }

    /** They are being deleted with their service: from now on any of them may be gone. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void deletingWith(UUID serviceId, UUID operationId) {
        database.update(
                "update backups set state = 'deleting', operation_id = ? where service_id = ? and state = 'available'",
                operationId,
                serviceId);
    }

    /** The deletion of their service failed, and nobody knows which of them are left until the service is repaired. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void inDoubt(UUID operationId) {
        database.update("update backups set operation_id = null where operation_id = ?", operationId);
    }

    /** Those of the service that were being deleted when that was last heard of. */
    public List<UUID> deleting(UUID serviceId) {
        return database.list(
                "select id from backups where service_id = ? and state = 'deleting'",
                row -> row.getObject(1, UUID.class),
                serviceId);
    }

    /** They are gone with their service. */
    @Transactional(Transactional.TxType.MANDATORY)
    void deletedWith(UUID serviceId) {
        database.update("update backups set state = 'deleted', operation_id = null where service_id = ?", serviceId);
    }

    private static BackupView read(ResultSet row) throws SQLException {
        return new BackupView(
                row.getObject("id", UUID.class),
                row.getObject("service_id", UUID.class),
                row.getString("name"),
                BackupState.of(row.getString("state")),
                row.getObject("size_bytes", Long.class),
                Database.uuid(row, "operation_id"),
                Database.requiredInstant(row, "created_at"),
                Database.instant(row, "finished_at"));
    }
}
