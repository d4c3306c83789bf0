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
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.providers.postgres.DatabaseSteps;
import cloud.lariba.cloud.providers.postgres.PostgresServer;
import cloud.lariba.cloud.providers.postgres.TenantDatabases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
        void on(DatabaseSteps steps, String name) throws SQLException;
    }

    private static final List<NamedStep> CREATION = List.of(
            DatabaseSteps::createRoles,
            DatabaseSteps::joinRoles,
            DatabaseSteps::createDatabase,
            (steps, name) -> steps.closeToOthers(name, name),
            (steps, name) -> steps.limitConnections(name, 10),
            DatabaseSteps::open);

    private static final List<NamedStep> DELETION =
            List.of(DatabaseSteps::dismiss, DatabaseSteps::dropDatabases, DatabaseSteps::dropRoles);

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
        establish(plain(identity));

        assertEquals("1", query(admit(identity, LoginSlot.A, PASSWORD), "select 1"));
    }

    @ParameterizedTest
    @MethodSource("creationSteps")
    void aCreationThatWasCutShortAfterAnyStepIsRemovedByDeletion(int steps) throws SQLException {
        ResourceIdentity identity = someIdentity();
        take(CREATION.subList(0, steps), identity);

        databases.delete(identity, false);

        assertInstanceOf(DatabaseObservation.Absent.class, databases.observe(identity));
    }

    @ParameterizedTest
    @MethodSource("deletionSteps")
    void aDeletionThatWasCutShortAfterAnyStepIsFinishedByTheNextCall(int steps) throws SQLException {
        ResourceIdentity identity = someClient().identity();
        take(DELETION.subList(0, steps), identity);

        assertEquals(steps == 0, databases.observe(identity) instanceof Available);
        databases.delete(identity, false);

        assertInstanceOf(DatabaseObservation.Absent.class, databases.observe(identity));
    }

    @Test
    void aDatabaseThatIsBeingDeletedSaysSo() throws SQLException {
        ResourceIdentity identity = someClient().identity();

        take(DELETION.subList(0, 1), identity);

        assertInstanceOf(DatabaseObservation.Deleting.class, databases.observe(identity));
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
    void aDatabaseWhoseOwnerLogsInItselfHasTwoLoginsAfterARotation() throws SQLException {
        ResourceIdentity identity = someIdentity();
        String owner = TenantDatabases.nameOf(identity);
        die(
                identity,
                UUID.randomUUID(),
                List.of(
                        "create role {name} login connection limit 10 password 'x'",
                        "grant {name} to current_user with set true, inherit true",
                        "create database {name} owner {name} template template0",
                        "revoke all on database {name} from public"));

        Client client = admit(identity, LoginSlot.A, PASSWORD);
        databases.retireOthers(identity, ADMINISTRATOR, LoginSlot.A);

        assertEquals(owner, query(client, "select current_user"));
        assertEquals(
                owner + "_a",
                LocalServers.queryAsSuperuser(
                        "select rolname from pg_roles where rolname like '" + owner + "%' and rolcanlogin"));
    }

    @Test
    void aSnapshotThatDiedWhileTheDatabaseWasClosedOpensItAgain() throws SQLException {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        take(List.of(DatabaseSteps::close), client.identity());
        assertThrows(SQLException.class, () -> connect(client).close());

        backUp(client.identity(), snapshot);

        assertEquals("1", query(client, "select 1"));
        take(List.of(DatabaseSteps::close), client.identity());
        backUp(client.identity(), snapshot);
        assertEquals("1", query(client, "select 1"));
    }

    @Test
    void aSnapshotIsTakenWhileClientsAreConnectedAndNobodyConnectsToIt() throws SQLException {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        try (Connection open = connect(client);
                Statement statement = open.createStatement()) {
            statement.execute("begin; create table unfinished (id int)");

            backUp(client.identity(), snapshot);

            assertThrows(SQLException.class, () -> statement.execute("select 1"));
        }
        assertEquals("0", query(client, "select count(*) from pg_tables where tablename = 'unfinished'"));
        assertThrows(
                SQLException.class,
                () -> connect(client.to(DatabaseSteps.snapshot(TenantDatabases.nameOf(client.identity()), snapshot)))
                        .close());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop database {snapshot}",
                "alter database {snapshot} allow_connections true",
                "alter database {snapshot} is_template true",
                "alter database {snapshot} rename to mine",
                "alter database {snapshot} connection limit 0"
            })
    void aTenantCannotTouchItsSnapshots(String statement) throws SQLException {
        Client client = someClient();
        UUID id = UUID.randomUUID();
        backUp(client.identity(), id);
        String snapshot = DatabaseSteps.snapshot(TenantDatabases.nameOf(client.identity()), id);

        SQLException refused =
                assertThrows(SQLException.class, () -> run(client, statement.replace("{snapshot}", snapshot)));

        assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSQLState());
        assertEquals(
                "0",
                LocalServers.queryAsSuperuser(
                        "select has_database_privilege('public', '" + snapshot + "', 'connect')::int"));
    }

    @Test
    void aDatabaseThatItsOwnerMadeATemplateIsRestoredAndDeleted() throws SQLException {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        String name = TenantDatabases.nameOf(client.identity());
        run(client, "create table kept (id int)", "insert into kept values (7)");
        backUp(client.identity(), snapshot);
        run(client, "alter database " + name + " is_template true");

        Client restored = restore(client, 2, snapshot);
        String kept = query(restored, "select id from kept");
        run(restored, "alter database " + name + " is_template true");
        databases.delete(restored.identity(), false);

        assertEquals("7", kept);
        assertEquals(
                "0",
                count("pg_database where datname like '%" + client.identity().compactServiceId() + "%'"));
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

    @Test
    void whatALoginBeginsItsSessionsWithIsPutRight() throws SQLException {
        Client client = someClient();
        String owner = TenantDatabases.nameOf(client.identity());
        run(client, "set role none", "alter role " + owner + "_a set role to none");

        Client again = admit(client.identity(), LoginSlot.A, PASSWORD);

        assertEquals(owner, query(again, "select current_user"));
    }

    /** After which of its steps a restoration dies. */
    static Stream<List<String>> deadRestorations() {
        String copy = "create database {name}_g2 template {snapshot} allow_connections false";
        String drop = "drop database {name} with (force)";
        String rename =
                "alter database {name}_g2 owner to {name}; alter database {name}_g2 rename to {name}; comment on role {name} is 'generation 2'";
        return Stream.of(
                List.of(),
                List.of(copy),
                List.of(copy, "revoke all on database {name}_g2 from public"),
                List.of(copy, drop),
                List.of(copy, drop, rename),
                List.of("create database {name}_g1 allow_connections false"));
    }

    @ParameterizedTest
    @MethodSource("deadRestorations")
    void aRestorationThatDiedIsFinishedByTheNextCall(List<String> steps) throws SQLException {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        run(client, "create table kept (id int)", "insert into kept values (7)");
        backUp(client.identity(), snapshot);
        run(client, "drop table kept");
        die(client.identity(), snapshot, steps);

        Client restored = restore(client, 2, snapshot);

        assertEquals("7", query(restored, "select id from kept"));
        assertEquals("1", count("pg_database where datname like '" + TenantDatabases.nameOf(client.identity()) + "%'"));
        assertEquals(
                "0",
                LocalServers.queryAsSuperuser("select has_database_privilege('public', '"
                        + TenantDatabases.nameOf(client.identity()) + "', 'connect')::int"));
    }

    @Test
    void aRestorationThatIsGivenUpWhenTheDatabaseWasDroppedIsFinishedByTheNextChange() throws SQLException {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        run(client, "create table kept (id int)", "insert into kept values (7)");
        backUp(client.identity(), snapshot);
        die(
                client.identity(),
                snapshot,
                List.of(
                        "create database {name}_g2 template {snapshot} allow_connections false",
                        "drop database {name} with (force)"));

        establish(plain(client.identity()));

        assertEquals("7", query(client, "select id from kept"));
    }

    @Test
    void aCallThatComesAfterALaterRestorationChangesNothing() throws SQLException {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        backUp(client.identity(), snapshot);
        Client restored = restore(client, 3, snapshot);
        run(
                restored,
                "create table since (id int)",
                "comment on database " + restored.at().database() + " is 'mine'");

        databases.restore(plain(generation(client.identity(), 2)), ADMINISTRATOR, snapshot);

        assertEquals("1", query(restored, "select count(*) from pg_tables where tablename = 'since'"));
    }

    private static void die(ResourceIdentity identity, UUID snapshot, List<String> steps) throws SQLException {
        try (PostgresServer server =
                PostgresServer.connect(LocalDatabases.access(LocalServers.database()), PostgresServer.SOON)) {
            for (String step : steps) {
                server.execute(step.replace("{name}", TenantDatabases.nameOf(identity))
                        .replace("{snapshot}", DatabaseSteps.snapshot(TenantDatabases.nameOf(identity), snapshot)));
            }
        }
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

        NeedsPerson failed = assertThrows(NeedsPerson.class, () -> stranger.delete(someIdentity(), false));

        assertEquals("permission", failed.reason());
    }

    private static void take(List<NamedStep> steps, ResourceIdentity identity) throws SQLException {
        try (PostgresServer server =
                PostgresServer.connect(LocalDatabases.access(LocalServers.database()), PostgresServer.SOON)) {
            for (NamedStep step : steps) {
                step.on(new DatabaseSteps(server), TenantDatabases.nameOf(identity));
            }
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
