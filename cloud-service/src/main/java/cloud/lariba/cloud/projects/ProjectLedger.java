package cloud.lariba.cloud.projects;

import cloud.lariba.cloud.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * The row that stands here for a project. Whoever adds to a project, or ends it, holds the row: so quota is counted by one at a time, and nothing is
 * added to a project that is being closed.
 */
@ApplicationScoped
public class ProjectLedger {

    private final Database database;
    private final Clock clock;

    /**
     * The row.
     *
     * @param closed whether no services may be added
     * @param generation how often it was closed and opened again
     */
    public record Entry(boolean closed, long generation) {}

    ProjectLedger(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The row as it is, if there is one. */
    public Optional<Entry> find(UUID projectId) {
        return database.find(
                "select closed, generation from projects where project_id = ?",
                row -> new Entry(row.getBoolean(1), row.getLong(2)),
                projectId);
    }

    /** The row, made when it is missing, locked until the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Entry lock(UUID projectId) {
        database.update(
                "insert into projects (project_id, updated_at) values (?, ?) on conflict do nothing",
                projectId,
                clock.instant());
        return database.find(
                        "select closed, generation from projects where project_id = ? for update",
                        row -> new Entry(row.getBoolean(1), row.getLong(2)),
                        projectId)
                .orElseThrow();
    }

    /** Closes or opens the project; the caller holds the row. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void setClosed(UUID projectId, boolean closed) {
        database.update(
                "update projects set closed = ?, generation = generation + 1, updated_at = ?"
                        + " where project_id = ? and closed <> ?",
                closed,
                clock.instant(),
                projectId,
                closed);
    }

    /** Opens a project that was seen closed in this generation, unless it was closed again since. */
    public boolean reopen(UUID projectId, long generation) {
        return database.update(
                        "update projects set closed = false, generation = generation + 1, updated_at = ?"
                                + " where project_id = ? and closed and generation = ?",
                        clock.instant(),
                        projectId,
                        generation)
                == 1;
    }
}
