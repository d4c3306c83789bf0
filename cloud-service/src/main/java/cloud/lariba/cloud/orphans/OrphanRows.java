package cloud.lariba.cloud.orphans;

import cloud.lariba.cloud.database.Database;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.rest.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tables of orphans and of whose turn it is to look for them. */
@ApplicationScoped
class OrphanRows {

    private static final String COLUMNS =
            "select id, provider, region, kind, resource_id, service_id, project_id, size,"
                    + " storage_gb, state, first_seen_at, last_seen_at, sweeps, begun, error from orphans";

    private final Database database;
    private final Ids ids;
    private final Clock clock;

    /**
     * What a service accounts for.
     *
     * @param busy whether an operation is at work on it, which may be making or replacing anything
     * @param instanceId the instance that it says it has
     */
    record Account(boolean busy, Optional<String> instanceId) {

        /**
         * Whether the service accounts for a resource of its: for everything but a disk that nothing uses, and an instance besides its own.
         *
         * @param isThere whether an instance of this id is there
         */
        boolean covers(FoundResource found, Predicate<String> isThere) {
            return switch (found.kind()) {
                case DISK -> busy;
                case COMPUTE ->
                    busy
                            || instanceId
                                    .filter(own -> !own.equals(found.resourceId()) && isThere.test(own))
                                    .isEmpty();
                case STORAGE, DATABASE, SNAPSHOT, SECURITY_GROUP, KEY_PAIR, ACCESS_USER -> true;
            };
        }
    }

    OrphanRows(Database database, Ids ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** Whether it is the caller's turn to sweep a region, which is nobody else's for this long then. */
    boolean takeTurn(String provider, String region, Duration every) {
        Instant now = clock.instant();
        return database.update(
                        "insert into orphan_sweeps (provider, region, next_at) values (?, ?, ?)"
                                + " on conflict (provider, region) do update set next_at = excluded.next_at"
                                + " where orphan_sweeps.next_at <= ?",
                        provider,
                        region,
                        now.plus(every),
                        now)
                == 1;
    }

    /** Those of these services that account for resources, which deleted ones do not. */
    Map<UUID, Account> accounting(List<UUID> services) {
        Map<UUID, Account> accounts = new HashMap<>();
        database.list(
                        "select id, operation_id is not null, outputs ->> 'instance_id' from services"
                                + " where id = any(?) and deleted_at is null",
                        row -> Map.entry(
                                row.getObject(1, UUID.class),
                                new Account(row.getBoolean(2), Optional.ofNullable(row.getString(3)))),
                        services)
                .forEach(entry -> accounts.put(entry.getKey(), entry.getValue()));
        return accounts;
    }

    /** Takes note that a sweep has seen this without a service. */
    void seen(String provider, FoundResource found) {
        Instant now = clock.instant();
        database.update(
                "insert into orphans (id, provider, region, kind, resource_id, service_id, project_id, size, storage_gb,"
                        + " state, first_seen_at, last_seen_at, sweeps, due_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'found', ?, ?, 1, ?)"
                        + " on conflict (provider, region, kind, resource_id) do update set last_seen_at = excluded.last_seen_at,"
                        + " service_id = excluded.service_id, project_id = excluded.project_id, size = excluded.size, storage_gb = excluded.storage_gb,"
                        + " sweeps = orphans.sweeps + 1",
                ids.next(),
                provider,
                found.region(),
                found.kind().wireName(),
                found.resourceId(),
                found.serviceId(),
                found.projectId(),
                found.size(),
                found.storageGb(),
                now,
                now,
                now);
    }

    /** Forgets what a sweep that began at this time has not seen: it is gone, or a service accounts for it now. */
    void forgetUnseen(String provider, String region, Instant begun) {
        database.update(
                "delete from orphans where provider = ? and region = ? and last_seen_at < ? and state = 'found'",
                provider,
                region,
                begun);
    }

    /** A page of orphans, newest first. */
    List<Orphan> page(@Nullable Instant beforeAt, @Nullable UUID beforeId, int max) {
        return beforeAt == null
                ? database.list(COLUMNS + " order by first_seen_at desc, id desc limit ?", OrphanRows::read, max)
                : database.list(
                        COLUMNS + " where (first_seen_at, id) < (?, ?) order by first_seen_at desc, id desc limit ?",
                        OrphanRows::read,
                        beforeAt,
                        beforeId,
                        max);
    }

    Optional<Orphan> find(UUID id) {
        return database.find(COLUMNS + " where id = ?", OrphanRows::read, id);
    }

    /** All orphans of a service, held until the transaction ends: what is decided about one of them concerns the others. */
    List<Orphan> hold(UUID serviceId) {
        return database.list(COLUMNS + " where service_id = ? order by id for update", OrphanRows::read, serviceId);
    }

    /** From now on it is being removed; returns whether there still is such an orphan. */
    boolean remove(UUID id) {
        return database.update("update orphans set state = 'deleting', due_at = ? where id = ?", clock.instant(), id)
                == 1;
    }

    /** Takes removals that are due, which are nobody else's for this long then. */
    List<Orphan> takeRemovals(Duration pause, int max) {
        Instant now = clock.instant();
        return database.list(
                "update orphans set due_at = ? where id in (select id from orphans where state = 'deleting'"
                        + " and due_at <= ? order by due_at limit ? for update skip locked) returning id, provider, region,"
                        + " kind, resource_id, service_id, project_id, size, storage_gb, state, first_seen_at, last_seen_at,"
                        + " sweeps, begun, error",
                OrphanRows::read,
                now.plus(pause),
                now,
                max);
    }

    /** Its removal has begun: it was proved to be ours. */
    void begin(UUID id) {
        database.update("update orphans set begun = true where id = ?", id);
    }

    void gone(UUID id) {
        database.update("delete from orphans where id = ?", id);
    }

    /** Says why a removal does not get on, or takes that back. */
    void explain(UUID id, @Nullable String error) {
        database.update("update orphans set error = ? where id = ?", error, id);
    }

    private static Orphan read(ResultSet row) throws SQLException {
        FoundResource found = new FoundResource(
                FoundResource.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("resource_id"),
                row.getString("region"),
                row.getObject("service_id", UUID.class),
                row.getObject("project_id", UUID.class),
                row.getString("size"),
                row.getInt("storage_gb"));
        return new Orphan(
                row.getObject("id", UUID.class),
                row.getString("provider"),
                found,
                Orphan.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Database.requiredInstant(row, "first_seen_at"),
                Database.requiredInstant(row, "last_seen_at"),
                row.getInt("sweeps"),
                row.getBoolean("begun"),
                row.getString("error"));
    }
}
