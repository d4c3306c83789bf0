package cloud.lariba.cloud.quota;

import cloud.lariba.cloud.catalog.QuotaUse;
import cloud.lariba.cloud.database.Database;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares what a project takes with what it may take. Exact while the caller holds the project's row of the ledger. */
@ApplicationScoped
public class Quotas {

    private static final QuotaUse NOTHING = new QuotaUse(0, 0, 0, 0, 0);

    private final Database database;

    Quotas(Database database) {
        this.database = database;
    }

    /**
     * What a change would take, by dimension.
     *
     * @param limits the project's limits by dimension; what is not named is not limited
     * @param before what the service takes now, or null when it is new
     * @param after what it would take
     */
    public List<QuotaLine> compare(
            UUID projectId, Map<String, Long> limits, @Nullable QuotaUse before, QuotaUse after) {
        Map<String, Long> used = used(projectId).byDimension();
        Map<String, Long> own = (before == null ? NOTHING : before).byDimension();
        List<QuotaLine> lines = new ArrayList<>();
        after.byDimension()
                .forEach((dimension, wanted) -> lines.add(new QuotaLine(
                        dimension,
                        limits.get(dimension),
                        used.getOrDefault(dimension, 0L),
                        wanted - own.getOrDefault(dimension, 0L))));
        return lines;
    }

    /**
     * Refuses a change that would take more than there is.
     *
     * @throws ProblemException {@code quota_exceeded} with dimension, limit, used and requested
     */
    public void require(List<QuotaLine> lines) {
        for (QuotaLine line : lines) {
            Long limit = line.limit();
            if (line.isExceeded() && limit != null) {
                throw ProblemException.of(ProblemCode.QUOTA_EXCEEDED, line.detail())
                        .with("dimension", line.dimension())
                        .with("limit", limit)
                        .with("used", line.used())
                        .with("requested", line.requested());
            }
        }
    }

    private QuotaUse used(UUID projectId) {
        return database.find(
                        "select count(*), coalesce(sum(vcpus), 0), coalesce(sum(memory_gb), 0),"
                                + " coalesce(sum(storage_gb), 0), coalesce(sum(databases), 0)"
                                + " from services where project_id = ? and deleted_at is null",
                        row -> new QuotaUse(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                        projectId)
                .orElse(NOTHING);
    }
}
