package cloud.lariba.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * A real PostgreSQL of the version that the local stack runs, one server for the test JVM and a fresh database for each start of the
 * service. Also configures what every service with a database needs.
 */
public class PostgresTestResource implements QuarkusTestResourceLifecycleManager {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Lock SHARED = new ReentrantLock();

    @Override
    public Map<String, String> start() {
        EmbeddedPostgres server = server();
        String database = createDatabase();
        return Map.of(
                "quarkus.datasource.jdbc.url", server.getJdbcUrl("postgres", database),
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres",
                "lariba.secret-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    }

    @Override
    public void stop() {
        // The server lives as long as the JVM: the next start of the service uses it again.
    }

    /** The server of this JVM; its superuser is {@code postgres}. */
    public static EmbeddedPostgres server() {
        return Server.INSTANCE;
    }

    /** A new empty database of this JVM's server, for a test that does without the running service. Its connections are not pooled. */
    public static DataSource freshDatabase() {
        return server().getDatabase("postgres", createDatabase());
    }

    /**
     * Changes, as the superuser, what tests of one JVM share on its server. PostgreSQL refuses two changes of one row of its catalog at the same time, such
     * as the privileges of a database; so they are made one after the other.
     */
    public static void changeShared(String sql) throws SQLException {
        SHARED.lock();
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement change = connection.createStatement()) {
            change.execute(sql);
        } finally {
            SHARED.unlock();
        }
    }

    private static String createDatabase() {
        String database = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement create = connection.createStatement()) {
            create.execute("create database " + database);
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Server {

        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("authentication_timeout", "10s")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
