package cloud.lariba.cloud.providers.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.DatabaseConformance;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseObservation.Available;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDatabasesTest extends DatabaseConformance {

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

    /** One step of a creation or deletion. */
    interface NamedStep {
        void on(PostgresServer server, String name) throws SQLException;
    }

    private static final List<NamedStep> CREATION = List.of(
            PostgresServer::createRole,
            PostgresServer::takeMembership,
            PostgresServer::createDatabase,
            PostgresServer::closeToOthers,
            (server, name) -> server.admit(name, 10, PASSWORD));

    private static final List<NamedStep> DELETION =
            List.of(PostgresServer::dismiss, PostgresServer::dropDatabase, PostgresServer::dropRole);

    static Stream<Integer> creationSteps() {
        return IntStream.rangeClosed(0, CREATION.size()).boxed();
    }

    static Stream<Integer> deletionSteps() {
        return IntStream.rangeClosed(0, DELETION.size()).boxed();
    }

    @ParameterizedTest
    @MethodSource("creationSteps")
    void aCreationThatWasCutShortAfterAnyStepIsFinishedByTheNextCall(int steps) throws SQLException {
        ResourceIdentity identity = someIdentity();
        take(CREATION.subList(0, steps), identity);

        assertEquals(steps == CREATION.size(), databases.observe(identity) instanceof Available);
        databases.ensure(plain(identity), PASSWORD);

        assertEquals("1", query(awaitAvailable(identity), PASSWORD, "select 1"));
    }

    @ParameterizedTest
    @MethodSource("creationSteps")
    void aCreationThatWasCutShortAfterAnyStepIsRemovedByDeletion(int steps) throws SQLException {
        ResourceIdentity identity = someIdentity();
        take(CREATION.subList(0, steps), identity);

        databases.delete(identity);

        assertInstanceOf(DatabaseObservation.Absent.class, databases.observe(identity));
    }

    @ParameterizedTest
    @MethodSource("deletionSteps")
    void aDeletionThatWasCutShortAfterAnyStepIsFinishedByTheNextCall(int steps) throws SQLException {
        ResourceIdentity identity = someDatabase();
        take(DELETION.subList(0, steps), identity);

        assertEquals(steps == 0, databases.observe(identity) instanceof Available);
        databases.delete(identity);

        assertInstanceOf(DatabaseObservation.Absent.class, databases.observe(identity));
    }

    @Test
    void aDatabaseThatIsBeingDeletedSaysSo() throws SQLException {
        ResourceIdentity identity = someDatabase();

        take(DELETION.subList(0, 1), identity);

        assertInstanceOf(DatabaseObservation.Deleting.class, databases.observe(identity));
    }

    @Test
    void whatAnotherTenantGrantsToARoleDoesNotKeepItsDatabaseFromBeingDeleted() throws SQLException {
        ResourceIdentity identity = someDatabase();
        ResourceIdentity other = someDatabase();
        String role = awaitAvailable(identity).username();
        run(awaitAvailable(other), PASSWORD, grantsTo(role));

        databases.delete(identity);

        assertInstanceOf(DatabaseObservation.Absent.class, databases.observe(identity));
        assertEquals(
                "0", LocalServers.queryAsSuperuser("select count(*) from pg_database where datname = '" + role + "'"));
        databases.delete(other);
        assertEquals("0", rolesNamed(role));
    }

    @Test
    void aDatabaseWhoseRoleHadToStayIsMadeAgain() throws SQLException {
        ResourceIdentity identity = someDatabase();
        ResourceIdentity other = someDatabase();
        Available before = awaitAvailable(identity);
        run(awaitAvailable(other), PASSWORD, grantsTo(before.username()));
        databases.delete(identity);
        assertThrows(SQLException.class, () -> connect(before, PASSWORD).close());

        databases.ensure(plain(identity), PASSWORD);

        assertEquals("1", query(awaitAvailable(identity), PASSWORD, "select 1"));
    }

    @Test
    void aRoleThatMayOnlyConnectElsewhereIsRemoved() throws SQLException {
        ResourceIdentity identity = someDatabase();
        Available other = awaitAvailable(someDatabase());
        String role = awaitAvailable(identity).username();
        run(other, PASSWORD, "grant all on database " + other.database() + " to " + role);

        databases.delete(identity);

        assertEquals("0", rolesNamed(role));
    }

    @Test
    void aGrantThatAnotherTenantHasNotCommittedDoesNotKeepADatabaseEither() throws SQLException {
        ResourceIdentity identity = someDatabase();
        Available other = awaitAvailable(someDatabase());
        String role = awaitAvailable(identity).username();
        try (Connection open = connect(other, PASSWORD);
                Statement statement = open.createStatement()) {
            statement.execute("begin; create table held (id int); grant select on held to " + role);

            databases.delete(identity);

            assertInstanceOf(DatabaseObservation.Absent.class, databases.observe(identity));
        }
    }

    private static String[] grantsTo(String role) {
        return new String[] {
            "create table bait (id int)",
            "grant select on bait to " + role,
            "alter default privileges grant select on tables to " + role,
            "create policy bait on bait to " + role
        };
    }

    private static String rolesNamed(String role) throws SQLException {
        return LocalServers.queryAsSuperuser("select count(*) from pg_roles where rolname = '" + role + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "template1", "platform"})
    void aRoleCannotConnectToTheServersOwnDatabases(String database) throws SQLException {
        Available mine = awaitAvailable(someDatabase());
        if (database.equals("platform")) {
            LocalServers.ensurePlatformDatabase(database);
        }

        SQLException refused = assertThrows(
                SQLException.class,
                () -> connect(new Available(mine.host(), mine.port(), database, mine.username()), PASSWORD)
                        .close());

        assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSQLState());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create role intruder",
                "create database intruder",
                "alter role current_user connection limit 100",
                "set role lariba_provisioner",
                "select rolpassword from pg_authid",
                "copy (select 1) to program 'true'",
                "select pg_read_file('postgresql.conf')",
                "create extension file_fdw"
            })
    void aRoleCanDoNothingToTheServer(String statement) {
        Available mine = awaitAvailable(someDatabase());

        SQLException refused = assertThrows(SQLException.class, () -> run(mine, PASSWORD, statement));

        assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSQLState());
    }

    @Test
    void aRoleHasAsManyConnectionsAsItsPlan() throws SQLException {
        Available mine = awaitAvailable(someDatabase());
        List<Connection> open = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                open.add(connect(mine, PASSWORD));
            }

            SQLException refused = assertThrows(
                    SQLException.class, () -> connect(mine, PASSWORD).close());

            assertEquals(TOO_MANY_CONNECTIONS, refused.getSQLState());
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    @Test
    void theServerKeepsNoPasswordInClear() throws SQLException {
        Available mine = awaitAvailable(someDatabase());

        String stored = LocalServers.queryAsSuperuser(
                "select rolpassword from pg_authid where rolname = '" + mine.username() + "'");

        assertTrue(stored.startsWith("SCRAM-SHA-256$"));
        assertFalse(stored.contains(PASSWORD.value()));
    }

    @Test
    void theProvisionerCannotEndTheServersOwnRolesOrDatabases() throws SQLException {
        LocalServers.ensurePlatformDatabase("platform");
        try (PostgresServer server = PostgresServer.connect(LocalServers.database())) {
            assertThrows(SQLException.class, () -> server.dropDatabase("platform"));
            assertThrows(SQLException.class, () -> server.takeMembership("postgres"));
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsTriedAgainLater() throws IOException {
        LocalServers.DatabaseSettings right = LocalServers.database();
        DatabaseProvider nobody = new LocalDatabases(new LocalServers.DatabaseSettings(
                right.host(), closedPort(), right.adminDatabase(), right.username(), right.password()));

        Retryable failed = assertThrows(Retryable.class, () -> nobody.observe(someIdentity()));

        assertEquals("unavailable", failed.reason());
    }

    @Test
    void aServerThatRefusesThePlatformNeedsAPerson() {
        LocalServers.DatabaseSettings right = LocalServers.database();
        DatabaseProvider stranger = new LocalDatabases(new LocalServers.DatabaseSettings(
                right.host(), right.port(), right.adminDatabase(), right.username(), "wrong"));

        NeedsPerson failed = assertThrows(NeedsPerson.class, () -> stranger.delete(someIdentity()));

        assertEquals("permission", failed.reason());
    }

    private static void take(List<NamedStep> steps, ResourceIdentity identity) throws SQLException {
        try (PostgresServer server = PostgresServer.connect(LocalServers.database())) {
            for (NamedStep step : steps) {
                step.on(server, "lrb_" + identity.compactServiceId());
            }
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
