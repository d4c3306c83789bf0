package cloud.lariba.local.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.local.process.LogFile;
import java.io.DataOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PROTOCOL_3 = 3 << 16;

    @TempDir
    private Path directory;

    private int port;
    private PostgresServer server;
    private Process process;

    @BeforeEach
    void startOnAFreshDirectory() throws Exception {
        PostgresBinaries binaries = PostgresBinaries.unpackBelow(Path.of("target/postgresql"));
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        server = new PostgresServer(
                binaries, directory, port, "the-password", new LogFile(directory.resolve("postgres.log")));
        process = start();
    }

    @AfterEach
    void stop() {
        server.stop(process.toHandle());
        assertFalse(process.isAlive());
    }

    @Test
    void whatWasCommittedIsThereAfterTheServerWasKilled() throws Exception {
        execute("CREATE TABLE kept (value int)", "INSERT INTO kept VALUES (42)");

        assertTrue(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS));
        process = start();

        assertEquals("42", query("SELECT value FROM kept"));
    }

    @Test
    void aServerThatAnEarlierRunLeftIsEndedBeforeTheNextStarts() throws Exception {
        execute("CREATE TABLE kept (value int)", "INSERT INTO kept VALUES (43)");
        Process leftBehind = process;

        process = start();

        assertFalse(leftBehind.isAlive());
        assertEquals("43", query("SELECT value FROM kept"));
    }

    @Test
    void aFileOfAnotherProcessDoesNotKeepTheServerFromStarting() throws Exception {
        server.stop(process.toHandle());
        Path data = directory.resolve("data");
        long stranger = ProcessHandle.current().pid();
        Files.writeString(data.resolve("postmaster.pid"), stranger + "\n" + data + "\n0\n");
        Files.setPosixFilePermissions(data.resolve("postmaster.pid"), PosixFilePermissions.fromString("rw-------"));

        process = start();

        assertTrue(ProcessHandle.current().isAlive());
        assertEquals("1", query("SELECT 1"));
    }

    @Test
    void commitsAreWrittenThroughToTheDisk() throws Exception {
        assertEquals("on", query("SHOW fsync"));
        assertEquals("on", query("SHOW synchronous_commit"));
        assertEquals("on", query("SHOW full_page_writes"));
    }

    @Test
    void nobodyConnectsWithoutThePassword() {
        SQLException refusal = assertThrows(SQLException.class, () -> connect("postgres", "postgres", "wrong"));

        assertEquals("28P01", refusal.getSQLState());
    }

    /** Dropping a database waits for every process of the server that has begun to log somebody in. */
    @Test
    void aDatabaseIsDroppedSoonWhileSomebodyIsSlowToLogIn() throws Exception {
        execute("CREATE DATABASE unwanted");
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), port)) {
            byte[] wish = "user\0postgres\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
            DataOutputStream toServer = new DataOutputStream(slow.getOutputStream());
            toServer.writeInt(2 * Integer.BYTES + wish.length);
            toServer.writeInt(PROTOCOL_3);
            toServer.write(wish);
            assertEquals('R', slow.getInputStream().read(), "the server asks for a password");

            assertTimeout(Duration.ofSeconds(20), () -> execute("DROP DATABASE unwanted"));
        }
    }

    @Test
    void aServiceOwnsItsSchemaAndSeesNoOther() throws Exception {
        establishTwice();

        try (Connection auth = connect("lariba", "lariba_auth", "a");
                Statement statement = auth.createStatement()) {
            statement.execute("CREATE TABLE sessions (id int)");
            assertEquals(
                    "auth",
                    value(
                            statement,
                            "SELECT table_schema FROM information_schema.tables" + " WHERE table_name = 'sessions'"));
            assertEquals("42501", state(statement, "CREATE TABLE users.stolen (id int)"));
            assertEquals("42501", state(statement, "CREATE TABLE public.shared (id int)"));
        }
    }

    @Test
    void theProvisionerMakesDatabasesWithOwnersButIsNoSuperuser() throws Exception {
        establishTwice();

        try (Connection provisioner = connect("postgres", Privileges.PROVISIONER, "p");
                Statement statement = provisioner.createStatement()) {
            statement.execute("CREATE ROLE tenant LOGIN PASSWORD 't'");
            statement.execute("CREATE DATABASE tenant OWNER tenant");
            assertEquals("f", value(statement, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"));
            assertEquals("42501", state(statement, "DROP ROLE lariba_auth"));
        }
        assertThrows(SQLException.class, () -> connect("lariba", Privileges.PROVISIONER, "p"));
        assertThrows(SQLException.class, () -> connect("lariba", "tenant", "t"));
        assertThrows(SQLException.class, () -> connect("postgres", "tenant", "t"));
        connect("tenant", "tenant", "t").close();
    }

    private void establishTwice() throws SQLException {
        List<ServiceDatabase> services = List.of(
                new ServiceDatabase("lariba_auth", "a", "auth"), new ServiceDatabase("lariba_user", "u", "users"));
        new Privileges(server).establish(services, "p");
        new Privileges(server).establish(services, "p");
    }

    private Process start() throws Exception {
        Process started = server.start(false);
        Awaitility.await().atMost(PATIENCE).until(() -> !started.isAlive() || server.isReady());
        assertTrue(started.isAlive(), () -> String.join("\n", server.log().tail(20)));
        return started;
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            return value(statement, sql);
        }
    }

    private static String value(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getString(1);
        }
    }

    private static String state(Statement statement, String sql) {
        return assertThrows(SQLException.class, () -> statement.execute(sql)).getSQLState();
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), user, password);
    }
}
