package cloud.lariba.cloud.providers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.DatabaseObservation.Absent;
import cloud.lariba.cloud.providers.DatabaseObservation.Available;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every provider's databases do, seen through an ordinary PostgreSQL client. */
public abstract class DatabaseConformance extends DatabaseFixtures {

    private static final Secret OTHER_PASSWORD = new Secret("other-password-0123456789");
    private static final String INVALID_PASSWORD = "28P01";
    private static final String NO_LOGIN = "28000";

    @Test
    void aDatabaseThatNobodyAskedForIsAbsent() {
        assertInstanceOf(Absent.class, databases().observe(someIdentity()));
    }

    @Test
    void aDatabaseBecomesAvailableAndItsClientOwnsIt() throws SQLException {
        Client client = someClient();

        Available available = awaitAvailable(client.identity());

        assertEquals(
                Map.of("host", available.host(), "port", available.port(), "database", available.database()),
                available.outputs());
        run(
                client,
                "create table notes (id bigint generated always as identity primary key, text text)",
                "insert into notes (text) values ('grüße')",
                "create schema app",
                "create table app.more (id int)",
                "create extension if not exists pg_trgm");
    }

    @Test
    void nobodyIsLetInBeforeALoginIsAdmitted() {
        ResourceIdentity identity = someIdentity();
        establish(plain(identity));

        Client tooEarly = client(identity, LoginSlot.A, PASSWORD);

        assertThrows(SQLException.class, () -> connect(tooEarly).close());
    }

    @Test
    void ensuringADatabaseAgainKeepsWhatIsInItAndWhoIsLetIn() throws SQLException {
        Client client = someClient();
        run(client, "create table kept (id int)", "insert into kept values (7)");

        establish(plain(client.identity()));

        assertEquals("7", query(client, "select id from kept"));
    }

    @Test
    void whatIsThereFollowsItsSpec() throws SQLException {
        Client client = someClient();
        run(client, "create table kept (id int)");

        await().atMost(SOON).until(() -> databases().follow(plain(client.identity()), ADMINISTRATOR) == Progress.DONE);

        assertEquals("0", query(client, "select count(*) from kept"));
    }

    @Test
    void whatHasVanishedIsNotMadeAgain() {
        ResourceIdentity identity = someIdentity();

        Permanent refused = assertThrows(Permanent.class, () -> databases().follow(plain(identity), ADMINISTRATOR));

        assertEquals("vanished", refused.reason());
        assertInstanceOf(Absent.class, databases().observe(identity));
    }

    @Test
    void manyWhoEnsureTheSameDatabaseAtOnceGetOne() throws Exception {
        ResourceIdentity identity = someIdentity();

        atOnce(6, () -> {
            establish(plain(identity));
            databases().admit(identity, ADMINISTRATOR, new DatabaseLogin(LoginSlot.A, PASSWORD));
            return true;
        });

        assertEquals("1", query(client(identity, LoginSlot.A, PASSWORD), "select 1"));
    }

    @Test
    void whatOneLoginMakesBelongsToTheOtherToo() throws SQLException {
        Client first = someClient();
        run(first, "create table mine (id int)", "create sequence numbers");

        Client second = admit(first.identity(), LoginSlot.B, OTHER_PASSWORD);

        run(second, "insert into mine values (1)", "alter table mine add column more int", "drop sequence numbers");
        run(first, "drop table mine");
        assertEquals(second.at().database(), query(second, "select current_user"));
    }

    @Test
    void aConnectionThatAPoolResetsStillActsAsTheOwner() throws SQLException {
        Client client = someClient();

        run(client, "discard all", "create table after_reset (id int)");
        run(client, "reset role", "create table after_role (id int)");

        assertEquals(
                client.at().database(),
                query(client, "select distinct tableowner from pg_tables where tablename like 'after%'"));
    }

    @Test
    void aLoginHasNothingOfItsOwn() {
        Client client = someClient();

        assertThrows(SQLException.class, () -> run(client, "set role none", "create table own (id int)"));
        assertThrows(SQLException.class, () -> run(client, "set role none", "create schema own"));
    }

    @Test
    void anotherLoginTakesOverWhileClientsAreConnected() throws SQLException {
        Client first = someClient();
        ResourceIdentity identity = first.identity();
        try (Connection open = connect(first);
                Statement statement = open.createStatement()) {

            Client second = admit(identity, LoginSlot.B, OTHER_PASSWORD);

            assertEquals("1", query(second, "select 1"));
            assertEquals("1", query(first, "select 1"));
            assertTrue(databases().isConnectedOtherwise(identity, ADMINISTRATOR, LoginSlot.B));
            databases().retireOthers(identity, ADMINISTRATOR, LoginSlot.B);
            databases().retireOthers(identity, ADMINISTRATOR, LoginSlot.B);
            statement.execute("select 1");
            SQLException refused =
                    assertThrows(SQLException.class, () -> connect(first).close());
            assertEquals(NO_LOGIN, refused.getSQLState());
            assertEquals("1", query(second, "select 1"));
        }
        await().atMost(SOON).until(() -> !databases().isConnectedOtherwise(identity, ADMINISTRATOR, LoginSlot.B));
    }

    @Test
    void aLoginThatIsAdmittedAgainHasItsNewPasswordOnly() throws SQLException {
        Client before = someClient();

        Client after = admit(before.identity(), LoginSlot.A, OTHER_PASSWORD);

        assertEquals("1", query(after, "select 1"));
        SQLException refused =
                assertThrows(SQLException.class, () -> connect(before).close());
        assertEquals(INVALID_PASSWORD, refused.getSQLState());
    }

    @Test
    void nobodyIsAdmittedToWhatIsNotThere() {
        DatabaseLogin login = new DatabaseLogin(LoginSlot.A, PASSWORD);

        Permanent refused =
                assertThrows(Permanent.class, () -> databases().admit(someIdentity(), ADMINISTRATOR, login));

        assertEquals("not_found", refused.reason());
    }

    @Test
    void aDatabaseIsDeletedWhileItsClientsAreConnected() throws SQLException {
        Client client = someClient();
        try (Connection open = connect(client);
                Statement statement = open.createStatement()) {
            statement.execute("begin");

            remove(client.identity());
            remove(client.identity());

            assertThrows(SQLException.class, () -> statement.execute("select 1"));
        }
        assertInstanceOf(Absent.class, databases().observe(client.identity()));
        assertThrows(SQLException.class, () -> connect(client).close());
    }

    @Test
    void whatIsNotThereIsDeleted() {
        ResourceIdentity identity = someIdentity();

        remove(identity);

        assertInstanceOf(Absent.class, databases().observe(identity));
    }

    @Test
    void aSnapshotThatNobodyAskedForIsAbsent() {
        assertInstanceOf(
                SnapshotObservation.Absent.class,
                databases().observeSnapshot(someClient().identity(), UUID.randomUUID()));
    }

    @Test
    void nothingIsBackedUpOfWhatIsNotThere() {
        Permanent refused = assertThrows(
                Permanent.class, () -> databases().ensureSnapshot(plain(someIdentity()), UUID.randomUUID()));

        assertEquals("not_found", refused.reason());
    }

    @Test
    void aSnapshotKeepsWhatWasThereWhenItWasFirstAskedFor() throws SQLException {
        Client client = someClient();
        run(client, "create table notes (text text)", "insert into notes values ('before')");
        UUID snapshot = UUID.randomUUID();

        backUp(client.identity(), snapshot);
        run(client, "update notes set text = 'after'", "create table later (id int)");
        backUp(client.identity(), snapshot);

        Client restored = restore(client, 2, snapshot);
        assertEquals("before", query(restored, "select text from notes"));
        assertEquals("0", query(restored, "select count(*) from pg_tables where tablename = 'later'"));
        run(restored, "drop table notes", "create table notes (id int)");
    }

    @Test
    void restoringTheSameGenerationAgainChangesNothing() throws SQLException {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        backUp(client.identity(), snapshot);
        Client restored = restore(client, 2, snapshot);
        run(restored, "create table since (id int)");

        Client again = restore(client, 2, snapshot);

        assertEquals("1", query(again, "select count(*) from pg_tables where tablename = 'since'"));
    }

    @Test
    void aSnapshotIsRestoredAnyNumberOfTimesWithWhateverLoginIsCurrent() throws SQLException {
        Client first = someClient();
        UUID snapshot = UUID.randomUUID();
        backUp(first.identity(), snapshot);
        Client second = admit(first.identity(), LoginSlot.B, OTHER_PASSWORD);
        databases().retireOthers(first.identity(), ADMINISTRATOR, LoginSlot.B);

        Client once = restore(second, 2, snapshot);
        run(once, "create table since (id int)");
        Client twice = restore(once, 3, snapshot);

        assertEquals("0", query(twice, "select count(*) from pg_tables where tablename = 'since'"));
        assertThrows(
                SQLException.class,
                () -> connect(client(twice.identity(), LoginSlot.A, PASSWORD)).close());
    }

    @Test
    void aDismissedClientIsOutUntilItIsAdmittedAgain() throws SQLException {
        Client client = someClient();
        try (Connection open = connect(client);
                Statement statement = open.createStatement()) {
            statement.execute("select 1");

            databases().dismiss(client.identity(), ADMINISTRATOR);
            databases().dismiss(client.identity(), ADMINISTRATOR);

            assertThrows(SQLException.class, () -> statement.execute("select 1"));
        }
        assertThrows(SQLException.class, () -> connect(client).close());
        Client again = admit(client.identity(), LoginSlot.A, PASSWORD);
        assertEquals("1", query(again, "select 1"));
    }

    @Test
    void whatWasNotBackedUpIsNotRestored() {
        Client client = someClient();
        DatabaseSpec next = plain(generation(client.identity(), 2));

        Permanent refused =
                assertThrows(Permanent.class, () -> databases().restore(next, ADMINISTRATOR, UUID.randomUUID()));

        assertEquals("not_found", refused.reason());
        assertInstanceOf(Available.class, databases().observe(client.identity()));
    }

    @Test
    void aDeletedSnapshotIsGone() {
        ResourceIdentity identity = someClient().identity();
        UUID snapshot = UUID.randomUUID();
        backUp(identity, snapshot);

        await().atMost(SOON).until(() -> databases().deleteSnapshot(identity, snapshot) == Progress.DONE);
        await().atMost(SOON).until(() -> databases().deleteSnapshot(identity, snapshot) == Progress.DONE);

        assertInstanceOf(SnapshotObservation.Absent.class, databases().observeSnapshot(identity, snapshot));
    }

    @Test
    void snapshotsGoWithTheirDatabase() {
        Client client = someClient();
        UUID snapshot = UUID.randomUUID();
        backUp(client.identity(), snapshot);
        Client restored = restore(client, 2, snapshot);

        remove(restored.identity());

        assertInstanceOf(Absent.class, databases().observe(client.identity()));
        assertInstanceOf(Absent.class, databases().observe(restored.identity()));
        assertInstanceOf(SnapshotObservation.Absent.class, databases().observeSnapshot(restored.identity(), snapshot));
    }

    @Test
    void aLoginReachesItsOwnDatabaseOnly() {
        Client mine = someClient();
        Client theirs = someClient();

        assertThrows(
                SQLException.class,
                () -> connect(mine.to(theirs.at().database())).close());
    }

    private static <T> void atOnce(int times, Callable<T> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> all = threads.invokeAll(
                    IntStream.range(0, times).mapToObj(i -> call).toList());
            for (Future<T> one : all) {
                one.get();
            }
        }
    }
}
