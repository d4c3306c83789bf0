package cloud.lariba.cloud.providers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.cloud.providers.DatabaseObservation.Absent;
import cloud.lariba.cloud.providers.DatabaseObservation.Available;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
public abstract class DatabaseConformance {

    /** The password that the tests begin with. */
    protected static final Secret PASSWORD = new Secret("first-password-ü'\"\\");

    private static final Secret OTHER_PASSWORD = new Secret("other-password");
    private static final String INVALID_PASSWORD = "28P01";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** The provider under test. */
    protected abstract DatabaseProvider databases();

    /** The region in which it makes databases. */
    protected abstract String region();

    @Test
    void aDatabaseThatNobodyAskedForIsAbsent() {
        assertInstanceOf(Absent.class, databases().observe(someIdentity()));
    }

    @Test
    void anEnsuredDatabaseBecomesAvailableAndItsRoleOwnsIt() throws SQLException {
        ResourceIdentity identity = someIdentity();

        databases().ensure(plain(identity), PASSWORD);

        Available available = awaitAvailable(identity);
        assertEquals(
                Map.of(
                        "host", available.host(),
                        "port", available.port(),
                        "database", available.database(),
                        "username", available.username()),
                available.outputs());
        run(
                available,
                PASSWORD,
                "create table notes (id bigint generated always as identity primary key, text text)",
                "insert into notes (text) values ('grüße')",
                "create schema app",
                "create table app.more (id int)",
                "create extension if not exists pg_trgm");
    }

    @Test
    void ensuringADatabaseAgainKeepsWhatIsInIt() throws SQLException {
        ResourceIdentity identity = someDatabase();
        run(awaitAvailable(identity), PASSWORD, "create table kept (id int)", "insert into kept values (7)");

        databases().ensure(plain(identity), PASSWORD);

        assertEquals("7", query(awaitAvailable(identity), PASSWORD, "select id from kept"));
    }

    @Test
    void manyWhoEnsureTheSameDatabaseAtOnceGetOne() throws Exception {
        ResourceIdentity identity = someIdentity();

        atOnce(6, () -> {
            databases().ensure(plain(identity), PASSWORD);
            return true;
        });

        assertEquals("1", query(awaitAvailable(identity), PASSWORD, "select 1"));
    }

    @Test
    void aRotatedPasswordReplacesTheOldOne() throws SQLException {
        ResourceIdentity identity = someDatabase();
        Available available = awaitAvailable(identity);
        try (Connection open = connect(available, PASSWORD);
                Statement statement = open.createStatement()) {

            databases().rotatePassword(identity, OTHER_PASSWORD);

            statement.execute("select 1");
        }
        assertEquals("1", query(available, OTHER_PASSWORD, "select 1"));
        SQLException refused = assertThrows(SQLException.class, () -> query(available, PASSWORD, "select 1"));
        assertEquals(INVALID_PASSWORD, refused.getSQLState());
    }

    @Test
    void thePasswordOfWhatIsNotThereIsNotRotated() {
        Permanent refused =
                assertThrows(Permanent.class, () -> databases().rotatePassword(someIdentity(), OTHER_PASSWORD));

        assertEquals("not_found", refused.reason());
    }

    @Test
    void aDatabaseIsDeletedWhileItsClientsAreConnected() throws SQLException {
        ResourceIdentity identity = someDatabase();
        Available available = awaitAvailable(identity);
        try (Connection open = connect(available, PASSWORD);
                Statement statement = open.createStatement()) {
            statement.execute("begin");

            databases().delete(identity);
            databases().delete(identity);

            assertThrows(SQLException.class, () -> statement.execute("select 1"));
        }
        await().atMost(SOON).until(() -> databases().observe(identity) instanceof Absent);
        assertThrows(SQLException.class, () -> connect(available, PASSWORD).close());
    }

    @Test
    void whatIsNotThereIsDeleted() {
        ResourceIdentity identity = someIdentity();

        databases().delete(identity);

        assertInstanceOf(Absent.class, databases().observe(identity));
    }

    @Test
    void aRoleReachesItsOwnDatabaseOnly() {
        Available mine = awaitAvailable(someDatabase());
        Available theirs = awaitAvailable(someDatabase());

        assertThrows(
                SQLException.class,
                () -> connect(new Available(mine.host(), mine.port(), theirs.database(), mine.username()), PASSWORD)
                        .close());
    }

    /** An identity that no test used. */
    protected ResourceIdentity someIdentity() {
        return new ResourceIdentity(UUID.randomUUID(), UUID.randomUUID(), region(), 1);
    }

    /** A database that no test used. */
    protected ResourceIdentity someDatabase() {
        ResourceIdentity identity = someIdentity();
        databases().ensure(plain(identity), PASSWORD);
        awaitAvailable(identity);
        return identity;
    }

    /** A small database without wishes. */
    protected DatabaseSpec plain(ResourceIdentity identity) {
        return new DatabaseSpec(
                identity, new DatabaseSettings("postgres", "18", "db.t4g.micro", 20, false, 0, List.of()));
    }

    /** Waits until the database can be used. */
    protected Available awaitAvailable(ResourceIdentity identity) {
        await().atMost(SOON).until(() -> databases().observe(identity) instanceof Available);
        return (Available) databases().observe(identity);
    }

    /** A client's connection. */
    protected static Connection connect(Available to, Secret password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s".formatted(to.host(), to.port(), to.database()),
                to.username(),
                password.value());
    }

    /** Runs statements as the database's role. */
    protected static void run(Available on, Secret password, String... statements) throws SQLException {
        try (Connection connection = connect(on, password);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The only value of a query as the database's role. */
    protected static String query(Available on, Secret password, String sql) throws SQLException {
        try (Connection connection = connect(on, password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
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
