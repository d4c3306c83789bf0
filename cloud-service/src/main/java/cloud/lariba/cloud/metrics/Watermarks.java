package cloud.lariba.cloud.metrics;

import cloud.lariba.cloud.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The {@code metric_watermarks} table: up to when each service was read, and when it is to be read again. */
@ApplicationScoped
class Watermarks {

    private final Database database;

    Watermarks(Database database) {
        this.database = database;
    }

    /** Begins to read services of a provider that have a resource and are not read yet. */
    @Transactional
    void adopt(String provider, Instant now) {
        database.update(
                "insert into metric_watermarks (service_id, read_until, due_at)"
                        + " select s.id, ?, ? from services s where s.provider = ? and s.deleted_at is null"
                        + " and s.status in ('running', 'stopped', 'degraded', 'updating')"
                        + " and not exists (select 1 from metric_watermarks w where w.service_id = s.id)"
                        + " on conflict do nothing",
                now,
                now,
                provider);
    }

    /** Takes some services that are due; another replica that asks at the same time gets others. */
    @Transactional
    List<Watermark> take(Instant now, Instant leaseEnd, int atMost) {
        return database.list(
                "update metric_watermarks set due_at = ? where service_id in (select service_id from metric_watermarks"
                        + " where due_at <= ? order by due_at limit ? for update skip locked)"
                        + " returning service_id, read_until",
                row -> new Watermark(
                        row.getObject("service_id", UUID.class), Database.requiredInstant(row, "read_until"), leaseEnd),
                leaseEnd,
                now,
                atMost);
    }

    /** Lets the service rest; does nothing when another replica has taken it over. */
    @Transactional
    void rest(Watermark taken, Instant readUntil, Instant due) {
        database.update(
                "update metric_watermarks set read_until = ?, due_at = ? where service_id = ? and due_at = ?",
                readUntil,
                due,
                taken.serviceId(),
                taken.leaseEnd());
    }

    /** Stops reading the service. */
    @Transactional
    void forget(UUID serviceId) {
        database.update("delete from metric_watermarks where service_id = ?", serviceId);
    }
}
