package cloud.lariba.cloud.providers.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.DatabaseFixtures;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.providers.postgres.DatabaseSteps;
import cloud.lariba.cloud.providers.postgres.PostgresServer;
import cloud.lariba.cloud.providers.postgres.TenantDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDatabaseIsolationTest extends DatabaseFixtures {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private final DatabaseProvider databases = new LocalDatabases(LocalServers.database());

    @Override
    protected DatabaseProvider databases() {
        return databases;
    }

    @Override
    protected String region() {
        return "local";
    }

    @Test
    void whatAnotherTenantGrantsToItsRolesDoesNotKeepADatabaseFromBeingDeleted() throws SQLException {
        ResourceIdentity identity = someClient().identity();
        Client other = someClient();
        for (String role : rolesOf(identity)) {
            run(other, grantsTo(role));
        }

        databases.delete(identity, false);

        assertInstanceOf(DatabaseObservation.Absent.class, databases.observe(identity));
        assertEquals("0", count("pg_database where datname = '" + TenantDatabases.nameOf(identity) + "'"));
        assertEquals("3", countRoles(identity));
        databases.delete(other.identity(), false);
        assertEquals("0", countRoles(identity));
    }

    @Test
    void aDatabaseWhoseRolesHadToStayIsMadeAgain() throws SQLException {
        Client before = someClient();
        ResourceIdentity identity = before.identity();
        Client other = someClient();
        for (String role : rolesOf(identity)) {
            run(other, grantsTo(role));
        }
        databases.delete(identity, false);
        assertThrows(SQLException.class, () -> connect(before).close());

        establish(plain(identity));

        assertEquals("1", query(admit(identity, LoginSlot.A, PASSWORD), "select 1"));
    }

    @Test
    void rolesThatMayOnlyConnectElsewhereAreRemoved() throws SQLException {
        ResourceIdentity identity = someClient().identity();
        Client other = someClient();
        for (String role : rolesOf(identity)) {
            run(other, "grant all on database " + other.at().database() + " to " + role);
        }

        databases.delete(identity, false);

        assertEquals("0", countRoles(identity));
    }

    @Test
    void aGrantThatAnotherTenantHasNotCommittedDoesNotKeepADatabaseEither() throws SQLException {
        ResourceIdentity identity = someClient().identity();
        Client other = someClient();
        try (Connection open = connect(other);
                Statement statement = open.createStatement()) {
            statement.execute(
                    "begin; create table held (id int); grant select on held to " + TenantDatabases.nameOf(identity));

            databases.delete(identity, false);

            assertInstanceOf(DatabaseObservation.Absent.class, databases.observe(identity));
        }
    }

    @Test
    void aLoginThatHoldsItselfIsRetiredAndItsDatabaseDeleted() throws SQLException {
        Client client = someClient();
        admit(client.identity(), LoginSlot.B, new Secret("the-next-password"));
        String login = DatabaseSteps.login(TenantDatabases.nameOf(client.identity()), LoginSlot.A);
        try (Connection held = connect(client);
                Statement statement = held.createStatement()) {
            statement.execute("set role none; begin; alter role " + login + " password 'mine'");

            databases.retireOthers(client.identity(), ADMINISTRATOR, LoginSlot.B);
        }
        assertThrows(SQLException.class, () -> connect(client).close());
        Client other = admit(client.identity(), LoginSlot.B, new Secret("the-next-password"));
        try (Connection held = connect(other);
                Statement statement = held.createStatement()) {
            statement.execute(
                    "set role none; begin; alter role " + login.replaceFirst("_a$", "_b") + " password 'mine'");

            databases.delete(client.identity(), false);
        }
        assertInstanceOf(DatabaseObservation.Absent.class, databases.observe(client.identity()));
    }

    private static String[] grantsTo(String role) {
        return new String[] {
            "create table bait_" + role + " (id int)",
            "grant select on bait_" + role + " to " + role,
            "alter default privileges grant select on tables to " + role,
            "create policy bait on bait_" + role + " to " + role
        };
    }

    private static List<String> rolesOf(ResourceIdentity identity) {
        String owner = TenantDatabases.nameOf(identity);
        return List.of(owner, DatabaseSteps.login(owner, LoginSlot.A), DatabaseSteps.login(owner, LoginSlot.B));
    }

    private static String countRoles(ResourceIdentity identity) throws SQLException {
        return count("pg_roles where rolname like '" + TenantDatabases.nameOf(identity) + "%'");
    }

    private static String count(String from) throws SQLException {
        return LocalServers.queryAsSuperuser("select count(*) from " + from);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "template1", "platform"})
    void aRoleCannotConnectToTheServersOwnDatabases(String database) throws SQLException {
        Client mine = someClient();
        if (database.equals("platform")) {
            LocalServers.ensurePlatformDatabase(database);
        }

        SQLException refused = assertThrows(
                SQLException.class, () -> connect(mine.to(database)).close());

        assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSQLState());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create role intruder",
                "create database intruder",
                "alter role current_user connection limit 100",
                "alter role session_user connection limit 100",
                "alter role session_user superuser",
                "set role lariba_provisioner",
                "select rolpassword from pg_authid",
                "copy (select 1) to program 'true'",
                "select pg_read_file('postgresql.conf')",
                "create extension file_fdw"
            })
    void aRoleCanDoNothingToTheServer(String statement) {
        Client mine = someClient();

        SQLException refused = assertThrows(SQLException.class, () -> run(mine, statement));

        assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSQLState());
    }

    @Test
    void aRoleHasAsManyConnectionsAsItsPlan() throws SQLException {
        Client mine = someClient();
        List<Connection> open = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                open.add(connect(mine));
            }

            SQLException refused =
                    assertThrows(SQLException.class, () -> connect(mine).close());

            assertEquals(TOO_MANY_CONNECTIONS, refused.getSQLState());
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    @Test
    void theServerKeepsNoPasswordInClear() throws SQLException {
        Client mine = someClient();

        String stored = LocalServers.queryAsSuperuser(
                "select rolpassword from pg_authid where rolname = '" + mine.username() + "'");

        assertTrue(stored.startsWith("SCRAM-SHA-256$"));
        assertFalse(stored.contains(PASSWORD.value()));
    }

    @Test
    void theProvisionerCannotEndTheServersOwnRolesOrDatabases() throws SQLException {
        LocalServers.ensurePlatformDatabase("platform");
        try (PostgresServer server =
                PostgresServer.connect(LocalDatabases.access(LocalServers.database()), PostgresServer.SOON)) {
            assertThrows(SQLException.class, () -> server.execute("drop database platform with (force)"));
            assertThrows(SQLException.class, () -> new DatabaseSteps(server).takeMembership("postgres"));
            assertThrows(SQLException.class, () -> new DatabaseSteps(server).dropDatabases("postgres"));
        }
    }
}
