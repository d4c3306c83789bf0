package cloud.lariba.analytics.series;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Knows the id of every series, and registers new ones. */
@ApplicationScoped
public class SeriesRegistry {

    private static final int MAX_KEPT = 20_000;
    /** Much shorter than a series stays marked before it is forgotten, so that no id is used that names nothing any more. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final DataSource database;
    private final Labels labels;
    private final Clock clock;
    private final SeriesConfig config;
    private final Cache<Identity, Long> kept =
            Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();

    private record Identity(UUID projectId, UUID hash) {}

    /** Series by their ids; the unused ones are marked to be forgotten. */
    private record Found(Map<Identity, Long> inUse, Map<Identity, Long> unused) {}

    SeriesRegistry(DataSource database, Labels labels, Clock clock, SeriesConfig config) {
        this.database = database;
        this.labels = labels;
        this.clock = clock;
        this.config = config;
    }

    /**
     * The ids of these series, which are registered when they are new. A new series is left out of the answer when its project
     * already has as many as it may have. Takes part in the caller's transaction, if there is one.
     */
    public Map<SeriesKey, Long> resolve(Collection<SeriesKey> keys) {
        Map<SeriesKey, Long> resolved = new HashMap<>();
        Map<Identity, SeriesKey> missing = new HashMap<>();
        for (SeriesKey key : keys) {
            Identity identity = new Identity(key.projectId(), key.identity());
            Long id = kept.getIfPresent(identity);
            if (id == null) {
                missing.put(identity, key);
            } else {
                resolved.put(key, id);
            }
        }
        if (missing.isEmpty()) {
            return resolved;
        }
        try (Connection connection = database.getConnection()) {
            Found known = find(connection, missing.keySet());
            kept.putAll(known.inUse());
            take(known.inUse(), missing, resolved);
            take(revive(connection, known.unused()), missing, resolved);
            if (!missing.isEmpty()) {
                insert(connection, withinLimit(connection, missing));
                // Not kept: they may not be committed yet. The next request finds them above.
                take(find(connection, missing.keySet()).inUse(), missing, resolved);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("series cannot be resolved", e);
        }
        return resolved;
    }

    private static void take(
            Map<Identity, Long> found, Map<Identity, SeriesKey> missing, Map<SeriesKey, Long> resolved) {
        found.forEach((identity, id) -> {
            SeriesKey key = missing.remove(identity);
            if (key != null) {
                resolved.put(key, id);
            }
        });
    }

    private static Found find(Connection connection, Collection<Identity> wanted) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        select s.project_id, s.identity, s.series_id, s.unused_since is not null
                        from unnest(?::uuid[], ?::uuid[]) as wanted (project_id, identity)
                        join series s using (project_id, identity)
                        """)) {
            List<Identity> ordered = List.copyOf(wanted);
            setArray(
                    connection,
                    select,
                    1,
                    ordered.stream().map(Identity::projectId).toList());
            setArray(connection, select, 2, ordered.stream().map(Identity::hash).toList());
            Found found = new Found(new HashMap<>(), new HashMap<>());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    (rows.getBoolean(4) ? found.unused() : found.inUse())
                            .put(
                                    new Identity(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class)),
                                    rows.getLong(3));
                }
            }
            return found;
        }
    }

    /** Takes the mark of these series away, and answers those that were still there. */
    private static Map<Identity, Long> revive(Connection connection, Map<Identity, Long> unused) throws SQLException {
        Map<Identity, Long> revived = new HashMap<>();
        try (PreparedStatement update = connection.prepareStatement(
                "update series set unused_since = null where project_id = ? and series_id = ?")) {
            for (var series : unused.entrySet()) {
                update.setObject(1, series.getKey().projectId());
                update.setLong(2, series.getValue());
                if (update.executeUpdate() == 1) {
                    revived.put(series.getKey(), series.getValue());
                }
            }
        }
        return revived;
    }

    private Map<Identity, SeriesKey> withinLimit(Connection connection, Map<Identity, SeriesKey> missing)
            throws SQLException {
        Map<UUID, Integer> room = new HashMap<>();
        Map<Identity, SeriesKey> admitted = new HashMap<>();
        for (var entry : missing.entrySet()) {
            UUID project = entry.getKey().projectId();
            Integer left = room.get(project);
            if (left == null) {
                left = config.maxPerProject() - count(connection, project);
            }
            room.put(project, left - 1);
            if (left > 0) {
                admitted.put(entry.getKey(), entry.getValue());
            }
        }
        return admitted;
    }

    private static int count(Connection connection, UUID projectId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from series where project_id = ?")) {
            select.setObject(1, projectId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void insert(Connection connection, Map<Identity, SeriesKey> fresh) throws SQLException {
        if (fresh.isEmpty()) {
            return;
        }
        List<UUID> identities = new ArrayList<>();
        List<SeriesKey> keys = new ArrayList<>();
        fresh.forEach((identity, key) -> {
            identities.add(identity.hash());
            keys.add(key);
        });
        // In one order for all writers, so that they cannot wait for each other in a circle.
        try (PreparedStatement insert = connection.prepareStatement("""
                        insert into series (project_id, identity, metric, service_id, labels, created_at)
                        select project_id, identity, metric, service_id, labels::jsonb, ?
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::uuid[], ?::text[])
                            as fresh (project_id, identity, metric, service_id, labels)
                        order by project_id, identity
                        on conflict (project_id, identity) do nothing
                        """)) {
            insert.setTimestamp(1, Timestamp.from(clock.instant()));
            setArray(
                    connection,
                    insert,
                    2,
                    keys.stream().map(SeriesKey::projectId).toList());
            setArray(connection, insert, 3, identities);
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "text", keys.stream().map(SeriesKey::metric).toArray()));
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "uuid", keys.stream().map(SeriesKey::serviceId).toArray()));
            insert.setArray(
                    6,
                    connection.createArrayOf(
                            "text",
                            keys.stream().map(key -> labels.write(key.labels())).toArray()));
            insert.executeUpdate();
        }
    }

    private static void setArray(Connection connection, PreparedStatement statement, int index, List<UUID> ids)
            throws SQLException {
        statement.setArray(index, connection.createArrayOf("uuid", ids.toArray()));
    }
}
