package cloud.lariba.cloud.services;

import cloud.lariba.cloud.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The {@code service_looks} table: when each service is looked at next. An operation that ends has its service looked at soon. */
@ApplicationScoped
public class ServiceLooks {

    private final Database database;
    private final Clock clock;

    /**
     * The right to look at a service, which is nobody else's until the lease ends.
     *
     * @param leaseEnd names the turn
     * @param missed whether the look before found nothing
     */
    public record Turn(UUID serviceId, Instant leaseEnd, boolean missed) {}

    ServiceLooks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Takes the service that has been due for longest; another replica that asks at the same time gets another one. */
    @Transactional
    public Optional<Turn> take(String provider, String region, Duration lease) {
        Instant now = now();
        Instant leaseEnd = now.plus(lease);
        return database.find(
                "update service_looks set due_at = ? where service_id = (select service_id from service_looks"
                        + " where provider = ? and region = ? and due_at <= ? order by due_at limit 1"
                        + " for update skip locked) returning service_id, missed_at is not null as missed",
                row -> new Turn(row.getObject("service_id", UUID.class), leaseEnd, row.getBoolean("missed")),
                leaseEnd,
                provider,
                region,
                now);
    }

    /** Leaves the service alone for this long; does nothing when it became due, or another replica took it, since. */
    @Transactional
    public void rest(Turn turn, Duration pause) {
        rest(turn, pause, null);
    }

    /** As {@link #rest}, after a look that found nothing. */
    @Transactional
    public void miss(Turn turn, Duration pause) {
        rest(turn, pause, now());
    }

    /**
     * How many of a region's services were missed when they were looked at last, without having been said to have vanished, as they count for one project:
     * at least its own, and of each project so many at most.
     */
    @Transactional
    public int unconfirmed(String provider, String region, UUID projectId, int mostOfAnother) {
        return database.find(
                        "select greatest(sum(least(missed, ?)), sum(missed) filter (where project_id = ?)) from"
                                + " (select service.project_id, count(*) as missed from service_looks look"
                                + " join services service on service.id = look.service_id"
                                + " where look.provider = ? and look.region = ? and look.missed_at is not null"
                                + " and service.status <> 'degraded' and service.deleted_at is null"
                                + " group by service.project_id) as projects",
                        row -> row.getInt(1),
                        mostOfAnother,
                        projectId,
                        provider,
                        region)
                .orElse(0);
    }

    private void rest(Turn turn, Duration pause, @Nullable Instant missedAt) {
        database.update(
                "update service_looks set due_at = ?, missed_at = ? where service_id = ? and due_at = ?",
                now().plus(pause),
                missedAt,
                turn.serviceId(),
                turn.leaseEnd());
    }

    /** Has live services looked at that a replica of an earlier version made, which knows nothing of looks. */
    @Transactional
    public int addMissing() {
        return database.update(
                "insert into service_looks (service_id, provider, region, due_at)"
                        + " select id, provider, region, ? from services service where deleted_at is null"
                        + " and not exists (select from service_looks where service_id = service.id)"
                        + " on conflict (service_id) do nothing",
                now());
    }

    /** Never looks at the service again. */
    @Transactional
    public void forget(UUID serviceId) {
        database.update("delete from service_looks where service_id = ?", serviceId);
    }

    /** Has the service looked at as soon as there is time for it; that one which has vanished still is not there will be no news then. */
    @Transactional(Transactional.TxType.MANDATORY)
    void soon(ServiceEntity service) {
        Instant now = now();
        database.update(
                "insert into service_looks (service_id, provider, region, due_at, missed_at) values (?, ?, ?, ?, ?)"
                        + " on conflict (service_id) do update"
                        + " set due_at = least(service_looks.due_at, excluded.due_at), missed_at = excluded.missed_at",
                service.id,
                service.provider,
                service.region,
                now,
                service.isVanished() ? now : null);
    }

    /** As exact as the database keeps it, since leases are compared. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
