package cloud.lariba.cloud.providers.local;

import static cloud.lariba.cloud.providers.local.ProvisionerSteps.die;
import static cloud.lariba.cloud.providers.local.ProvisionerSteps.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.cloud.providers.DatabaseFixtures;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.ProviderException.NeedsPerson;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.postgres.DatabaseSteps;
import cloud.lariba.cloud.providers.postgres.TenantDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalSnapshotsTest extends DatabaseFixtures {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

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
                        "comment on database {name}_g2 is 'replaces'",
                        "drop database {name} with (force)"));

        establish(plain(client.identity()));

        assertEquals("7", query(client, "select id from kept"));
    }

    @Test
    void whatHasVanishedIsRestored() throws SQLException {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        run(client, "create table kept (id int)", "insert into kept values (7)");
        backUp(client.identity(), snapshot);
        die(client.identity(), snapshot, List.of("drop database {name} with (force)"));

        Client restored = restore(client, 2, snapshot);

        assertEquals("7", query(restored, "select id from kept"));
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

    @Test
    void aCopyOfARestorationThatFailedDoesNotBecomeTheDatabaseThatVanishes() throws SQLException {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        backUp(client.identity(), snapshot);
        databases.restore(plain(generation(client.identity(), 2)), ADMINISTRATOR, snapshot);
        die(client.identity(), snapshot, List.of("drop database {name} with (force)"));

        Permanent gone = assertThrows(Permanent.class, () -> databases.follow(plain(client.identity()), ADMINISTRATOR));

        assertEquals("vanished", gone.reason());
    }

    @Test
    void aDismissalThatComesAfterTheDatabaseWasReplacedClosesNothing() throws SQLException {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        backUp(client.identity(), snapshot);
        Client restored = restore(client, 2, snapshot);

        databases.dismiss(client.identity(), ADMINISTRATOR);

        assertEquals("1", query(restored, "select 1"));
        databases.dismiss(restored.identity(), ADMINISTRATOR);
        assertThrows(SQLException.class, () -> connect(restored).close());
    }

    @Test
    void theSnapshotsOfADatabaseTakeThreeTimesItsDiskAtMost() {
        Client client = someClient();
        DatabaseSpec tiny = new DatabaseSpec(
                client.identity(),
                new DatabaseSettings("postgres", "18", "db.t4g.micro", 0, false, 0, List.of()),
                false);

        NeedsPerson refused = assertThrows(NeedsPerson.class, () -> databases.ensureSnapshot(tiny, UUID.randomUUID()));

        assertEquals("quota", refused.reason());
        assertEquals("The backups of the database would take more than 0 GB; delete some first.", refused.getMessage());
    }

    @Test
    void aCopyThatIsNotUsedIsRemovedAndNothingElse() throws SQLException {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        backUp(client.identity(), snapshot);
        databases.restore(plain(generation(client.identity(), 2)), ADMINISTRATOR, snapshot);

        databases.removeUnused(generation(client.identity(), 2));

        assertEquals("1", count("pg_database where datname like '" + TenantDatabases.nameOf(client.identity()) + "%'"));
        assertEquals("1", query(client, "select 1"));
    }

    private static String count(String from) throws SQLException {
        return LocalServers.queryAsSuperuser("select count(*) from " + from);
    }
}
