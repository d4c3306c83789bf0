package cloud.lariba.cloud.providers.aws;

import cloud.lariba.testing.PostgresTestResource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What RDS does inside the servers of its instances, done on one server for all of them: an instance is its master user and the one database that
 * its service has. Instances of one service share the database, so restoring a snapshot replaces it at once. The master user has the same name
 * everywhere, so each instance has a door of its own, behind which it is a role of its own.
 */
final class RdsDatabases implements AutoCloseable {

    private static final String MASTER = "lariba_admin";
    private static final int END_OF_SERVICE_ID = 36;

    private final EmbeddedPostgres server;
    /** The role that is the master user of each instance. */
    private final Map<String, String> masters = new ConcurrentHashMap<>();

    private final Map<String, InstanceDoor> doors = new ConcurrentHashMap<>();

    RdsDatabases(EmbeddedPostgres server) throws SQLException, IOException {
        this.server = server;
        PostgresTestResource.changeShared("revoke all on database postgres, template1 from public");
        // The server of the tests trusts everybody; RDS does not.
        Files.writeString(Path.of(query("show hba_file")), """
                local all postgres trust
                host all postgres all trust
                host all all all scram-sha-256
                """);
        run("select pg_reload_conf()");
    }

    /** Where the server of an instance listens. */
    int port(String instance) {
        return masters.containsKey(instance)
                ? doors.computeIfAbsent(instance, key -> new InstanceDoor(server.getPort(), MASTER, masterOf(instance)))
                        .port()
                : server.getPort();
    }

    @Override
    public void close() throws IOException {
        for (InstanceDoor door : doors.values()) {
            door.close();
        }
    }

    /** Does what a call that RDS has accepted means for the servers. */
    void follow(Map<String, String> call) throws SQLException {
        String instance = call.getOrDefault("DBInstanceIdentifier", "");
        String snapshot = call.getOrDefault("DBSnapshotIdentifier", "");
        String password = call.getOrDefault("MasterUserPassword", "");
        switch (call.getOrDefault("Action", "")) {
            case "CreateDBInstance" -> {
                if (!call.getOrDefault("MasterUsername", "").equals(MASTER)) {
                    throw new IllegalArgumentException("RDS is asked for a master user of another name");
                }
                masters.put(instance, masterOf(instance));
                setMaster(instance, password);
            }
            case "ModifyDBInstance" -> {
                if (!password.isEmpty()) {
                    setMaster(instance, password);
                }
            }
            case "CreateDBSnapshot" -> copy(databaseOf(instance), copyOf(snapshot), "postgres");
            case "RestoreDBInstanceFromDBSnapshot" -> restore(instance, snapshot);
            case "DeleteDBSnapshot" -> run("drop database if exists " + copyOf(snapshot));
            case "DeleteDBInstance" -> delete(instance);
            default -> {}
        }
    }

    private void setMaster(String instance, String password) throws SQLException {
        String name = masters.getOrDefault(instance, "");
        if (query("select count(*) from pg_roles where rolname = '" + name + "'")
                .equals("0")) {
            run("create role " + name + " login createdb createrole");
        }
        PostgresTestResource.changeShared("grant connect on database postgres to " + name);
        run("alter role " + name + " password '" + password + "'");
    }

    /** The instance has the passwords that were valid when the snapshot was taken, of which nobody knows which they were. */
    private void restore(String instance, String snapshot) throws SQLException {
        String database = databaseOf(instance);
        String master = masterOf(instance);
        masters.put(instance, master);
        copy(copyOf(snapshot), database, database);
        run("alter role " + master + " password 'as in the snapshot'");
        run("alter role " + database + "_a login");
        run("alter role " + database + "_b login");
        run("comment on role " + database + " is null");
    }

    private static String masterOf(String instance) {
        return databaseOf(instance) + "_admin";
    }

    private void copy(String from, String to, String owner) throws SQLException {
        if (query("select count(*) from pg_database where datname = '" + from + "'")
                .equals("0")) {
            return;
        }
        run("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + from + "'");
        run("drop database if exists " + to + " with (force)");
        run("create database " + to + " template " + from + " owner " + owner);
    }

    private void delete(String instance) throws SQLException {
        masters.remove(instance);
        String service = instance.substring(0, END_OF_SERVICE_ID);
        if (masters.keySet().stream().noneMatch(other -> other.startsWith(service))) {
            run("drop database if exists " + databaseOf(instance) + " with (force)");
        }
    }

    private static String databaseOf(String instance) {
        return instance.substring(0, END_OF_SERVICE_ID).replace('-', '_');
    }

    private static String copyOf(String snapshot) {
        return "copy_" + snapshot.substring(END_OF_SERVICE_ID + 1);
    }

    void run(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
