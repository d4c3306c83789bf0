package cloud.lariba.local.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.local.process.LogFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users' databases are on the server that the services need to live. */
class ReservedConnectionsTest {

    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final List<ServiceDatabase> SERVICES = List.of(new ServiceDatabase("lariba_auth", "a", "auth"));

    /** More than the server has, so that a test ends. */
    private static final int ENDLESS = 1_000;

    @TempDir
    private Path directory;

    @Test
    void theServicesConnectWhenUsersHaveTakenAllOtherConnections() throws Exception {
        int port = freePort();
        PostgresServer server = server(port);
        Process process = started(server);
        List<Connection> open = new ArrayList<>();
        try {
            new Privileges(server).establish(SERVICES, "p");
            execute(server, "CREATE ROLE tenant LOGIN PASSWORD 't'", "CREATE DATABASE tenant OWNER tenant");

            assertEquals(TOO_MANY_CONNECTIONS, fill(open, port, "tenant", "tenant", "t"));

            int users = open.size();
            open.add(connect(port, "postgres", Privileges.PROVISIONER, "p"));
            assertEquals(TOO_MANY_CONNECTIONS, fill(open, port, Privileges.DATABASE, "lariba_auth", "a"));
            assertTrue(open.size() - users >= PostgresServer.RESERVED_CONNECTIONS, () -> users + " of " + open.size());
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
            server.stop(process.toHandle());
        }
    }

    @Test
    void dataOfAnEarlierVersionGetThemAtTheNextStart() throws Exception {
        PostgresServer server = server(freePort());
        Process process = started(server);
        new Privileges(server).establish(SERVICES, "p");
        execute(server, "REVOKE pg_use_reserved_connections FROM lariba_auth, lariba_provisioner");
        server.stop(process.toHandle());

        process = started(server);
        new Privileges(server).establish(SERVICES, "p");

        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT current_setting('reserved_connections')::int,"
                        + " pg_has_role('lariba_auth', 'pg_use_reserved_connections', 'USAGE'),"
                        + " pg_has_role('lariba_provisioner', 'pg_use_reserved_connections', 'USAGE')")) {
            assertTrue(row.next());
            assertEquals(PostgresServer.RESERVED_CONNECTIONS, row.getInt(1));
            assertTrue(row.getBoolean(2));
            assertTrue(row.getBoolean(3));
        } finally {
            server.stop(process.toHandle());
        }
    }

    @Test
    void thePoolsOfAllServicesFitIntoThem() throws IOException {
        int usual = poolSize(Path.of("../libs/outbox/src/main/resources/META-INF/microprofile-config.properties"), 0);
        int all = 0;
        for (String service : List.of("auth", "user", "project", "cloud", "analytics")) {
            all += poolSize(Path.of("../" + service + "-service/src/main/resources/application.properties"), usual);
        }

        int forDatabases = 8;
        assertTrue(all > 0 && all + forDatabases <= PostgresServer.RESERVED_CONNECTIONS, "pools have " + all);
    }

    private static int poolSize(Path file, int otherwise) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return Integer.parseInt(
                properties.getProperty("quarkus.datasource.jdbc.max-size", Integer.toString(otherwise)));
    }

    private static String fill(List<Connection> open, int port, String database, String user, String password) {
        for (int i = 0; i < ENDLESS; i++) {
            try {
                open.add(connect(port, database, user, password));
            } catch (SQLException e) {
                return e.getSQLState();
            }
        }
        return "no end";
    }

    private static Connection connect(int port, String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), user, password);
    }

    private static void execute(PostgresServer server, String... statements) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private PostgresServer server(int port) throws IOException {
        return new PostgresServer(
                PostgresBinaries.unpackBelow(Path.of("target/postgresql")),
                directory,
                port,
                "the-password",
                new LogFile(directory.resolve("postgres.log")));
    }

    private static Process started(PostgresServer server) throws Exception {
        Process process = server.start(false);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive() || server.isReady());
        assertTrue(process.isAlive(), () -> String.join("\n", server.log().tail(20)));
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
