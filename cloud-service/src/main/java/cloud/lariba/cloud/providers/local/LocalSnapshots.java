package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.SnapshotObservation;
import cloud.lariba.cloud.providers.postgres.DatabaseSteps;
import cloud.lariba.cloud.providers.postgres.PostgresServer;
import cloud.lariba.cloud.providers.postgres.TenantDatabases;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Snapshots as databases on the same server, which belong to the provisioning role and to which nobody may connect. They are copied by
 * {@code create database … template}, which makes all of a database or none, and needs the original to have no connections meanwhile.
 *
 * <p>A restored copy stands beside the database until that is to be of the copy's generation, and replaces it then in the steps drop and rename; a
 * call after any of them goes on with the next. Which generation a
 * database is of stands in a comment on its owner's role, where the tenant cannot change it, and is written together with the new name.
 */
final class LocalSnapshots {

    /** Long enough for databases of some ten gigabytes; the next call finds what the server has finished meanwhile. */
    private static final Duration COPYING = Duration.ofMinutes(10);

    private static final int GIB = 30;
    private static final String SIZES =
            "select coalesce(sum(pg_database_size(oid)), 0)::text from pg_database where datname = ? or starts_with(datname, ?)";
    private static final String SIZE = "select pg_database_size(oid)::text from pg_database where datname = ?";
    private static final String COPIES = """
            select datname from pg_database where starts_with(datname, ? || '_g')
            order by length(datname) desc, datname desc
            """;

    /** The copy that the database was, or was about to be, dropped for last. */
    private static final String DROPPED_FOR = """
            select datname from pg_database
            where starts_with(datname, ? || '_g') and shobj_description(oid, 'pg_database') = 'replaces'
            order by length(datname) desc, datname desc limit 1
            """;

    private final TenantDatabases databases;

    LocalSnapshots(TenantDatabases databases) {
        this.databases = databases;
    }

    /**
     * Takes a snapshot, unless there is one of this id; the database is closed meanwhile.
     *
     * @param room how many bytes all snapshots of the database may take
     */
    void take(String name, UUID id, long room) {
        databases.alone(name, COPYING, server -> {
            if (server.database(name).isEmpty()) {
                throw new Permanent(Permanent.Reason.NOT_FOUND, "The database is not there.", null);
            }
            DatabaseSteps steps = new DatabaseSteps(server);
            try {
                if (server.database(DatabaseSteps.snapshot(name, id)).isEmpty()) {
                    requireRoom(server, name, room);
                    steps.close(name);
                    copy(server, name, DatabaseSteps.snapshot(name, id));
                }
                server.execute("revoke all on database " + DatabaseSteps.snapshot(name, id) + " from public");
            } finally {
                // Also when an earlier call died while it was closed.
                steps.open(name);
            }
        });
    }

    private static void requireRoom(PostgresServer server, String name, long room) throws SQLException {
        long needed = Long.parseLong(
                server.list(SIZES, name, DatabaseSteps.snapshots(name)).getFirst());
        if (needed > room) {
            throw new NeedsPerson(
                    NeedsPerson.Reason.QUOTA,
                    "The backups of the database would take more than " + (room >> GIB) + " GB; delete some first.",
                    null);
        }
    }

    SnapshotObservation observe(String name, UUID id) {
        List<String> sizes = new ArrayList<>();
        String snapshot = DatabaseSteps.snapshot(name, id);
        databases.alone(snapshot, PostgresServer.SOON, server -> sizes.addAll(server.list(SIZE, snapshot)));
        return sizes.stream()
                .findFirst()
                .<SnapshotObservation>map(bytes -> new SnapshotObservation.Available(Long.parseLong(bytes)))
                .orElseGet(SnapshotObservation.Absent::new);
    }

    void drop(String name, UUID id) {
        databases.alone(
                name, PostgresServer.SOON, server -> new DatabaseSteps(server).drop(DatabaseSteps.snapshot(name, id)));
    }

    /** Makes a copy of the snapshot, closed, unless the database is of this generation or a later one. */
    void restore(String name, UUID id, long generation) {
        databases.alone(name, COPYING, server -> {
            if (isOf(server, name, generation)) {
                return;
            }
            String snapshot = DatabaseSteps.snapshot(name, id);
            String copy = copyOf(name, generation);
            if (server.database(copy).isEmpty()) {
                if (server.database(snapshot).isEmpty()) {
                    throw new Permanent(Permanent.Reason.NOT_FOUND, "The backup is not there.", null);
                }
                copy(server, snapshot, copy);
            }
        });
    }

    /**
     * Puts the copy of this generation in the database's place, closed; or the copy of a restoration that died when it had dropped the database for it.
     * A copy of a restoration that failed before is nothing that a database which has vanished becomes. Copies of earlier restorations go.
     */
    void finishRestoration(String name, long generation) {
        databases.alone(name, PostgresServer.SOON, server -> {
            String copy = copyOf(name, generation);
            if (server.database(copy).isPresent() && !isOf(server, name, generation)) {
                replace(server, name, copy);
            } else if (server.database(name).isEmpty()) {
                for (String promised : server.list(DROPPED_FOR, name)) {
                    replace(server, name, promised);
                }
            }
        });
    }

    private static void replace(PostgresServer server, String name, String copy) throws SQLException {
        DatabaseSteps steps = new DatabaseSteps(server);
        steps.createRoles(name);
        steps.joinRoles(name);
        steps.closeToOthers(name, copy);
        if (server.database(name).isPresent()) {
            server.execute("comment on database " + copy + " is 'replaces'");
            steps.close(name);
            steps.drop(name);
        }
        rename(server, copy, name);
        for (String other : server.list(COPIES, name)) {
            steps.drop(other);
        }
    }

    /** The names of the database and of its copies, as far as they are there. */
    List<String> withCopies(String name) {
        List<String> names = new ArrayList<>();
        databases.alone(name, PostgresServer.SOON, server -> {
            if (server.database(name).isPresent()) {
                names.add(name);
            }
            names.addAll(server.list(COPIES, name));
        });
        return names;
    }

    /** Removes the copy that was to become the database of this generation. */
    void dropCopy(String name, long generation) {
        databases.alone(name, PostgresServer.SOON, server -> new DatabaseSteps(server).drop(copyOf(name, generation)));
    }

    private static String copyOf(String name, long generation) {
        return name + "_g" + generation;
    }

    private static boolean isOf(PostgresServer server, String name, long generation) throws SQLException {
        return server.database(name).isPresent() && new DatabaseSteps(server).generation(name) >= generation;
    }

    private static void copy(PostgresServer server, String from, String to) throws SQLException {
        server.execute("create database " + to + " template " + from + " allow_connections false");
    }

    private static void rename(PostgresServer server, String copy, String name) throws SQLException {
        long generation = Long.parseLong(copy.substring(copy.lastIndexOf("_g") + 2));
        server.execute("alter database " + copy + " owner to " + name + "; alter database " + copy + " rename to "
                + name + "; " + DatabaseSteps.noteGeneration(name, generation));
    }
}
