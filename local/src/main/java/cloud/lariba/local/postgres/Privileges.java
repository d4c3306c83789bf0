package cloud.lariba.local.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Who may do what in the server. There is one database for the services, {@value #DATABASE}, in which each service's role
 * owns one schema and can see no other; and a role that makes the databases which users ask for, {@value #PROVISIONER}.
 * Setting it up again changes nothing.
 */
public final class Privileges {

    /** The database that all services share. */
    public static final String DATABASE = "lariba";

    /** The role that makes databases and roles for users; not a superuser. */
    public static final String PROVISIONER = "lariba_provisioner";

    private final PostgresServer server;

    /** Creates privileges for a server that is running when they are used. */
    public Privileges(PostgresServer server) {
        this.server = server;
    }

    /** Creates what is missing: roles, the database, schemas; and sets passwords and privileges. */
    public void establish(List<ServiceDatabase> services, String provisionerPassword) throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            role(connection, PROVISIONER, provisionerPassword, "CREATEDB CREATEROLE");
            execute(
                    connection,
                    "ALTER ROLE lariba_provisioner SET createrole_self_grant = 'set, inherit'",
                    "REVOKE ALL ON DATABASE postgres FROM PUBLIC",
                    "REVOKE ALL ON DATABASE template1 FROM PUBLIC",
                    "GRANT CONNECT ON DATABASE postgres TO lariba_provisioner",
                    "GRANT pg_use_reserved_connections TO lariba_provisioner");
            for (ServiceDatabase service : services) {
                role(connection, service.role(), service.password(), "NOCREATEDB NOCREATEROLE");
                execute(connection, "GRANT pg_use_reserved_connections TO " + service.role());
            }
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", DATABASE)) {
                execute(connection, "CREATE DATABASE " + DATABASE);
            }
            execute(connection, "REVOKE ALL ON DATABASE " + DATABASE + " FROM PUBLIC");
            for (ServiceDatabase service : services) {
                execute(
                        connection,
                        "GRANT CONNECT, TEMPORARY ON DATABASE %s TO %s".formatted(DATABASE, service.role()),
                        "ALTER ROLE %s IN DATABASE %s SET search_path = %s"
                                .formatted(service.role(), DATABASE, service.schema()));
            }
        }
        try (Connection connection = server.connect(DATABASE)) {
            execute(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
            for (ServiceDatabase service : services) {
                execute(
                        connection,
                        "CREATE SCHEMA IF NOT EXISTS %s AUTHORIZATION %s".formatted(service.schema(), service.role()));
            }
        }
    }

    private static void role(Connection connection, String role, String password, String abilities)
            throws SQLException {
        boolean known = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role);
        execute(
                connection,
                "%s ROLE %s LOGIN NOSUPERUSER NOREPLICATION NOBYPASSRLS %s PASSWORD '%s'"
                        .formatted(known ? "ALTER" : "CREATE", role, abilities, password));
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
