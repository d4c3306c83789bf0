package cloud.lariba.cloud.providers.local;

import cloud.lariba.testing.PostgresTestResource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** The servers that the local provider works with, set up as the local stack does it, and their configuration. */
public final class LocalServers {

    static final String PROVISIONER = "lariba_provisioner";
    static final String PROVISIONER_PASSWORD = "the-provisioners-password";

    private LocalServers() {}

    record S3Settings(URI endpoint, String accessKey, String secretKey, String keyMaster)
            implements LocalProviderConfig.S3 {}

    record DatabaseSettings(String host, int port, String adminDatabase, String username, String password)
            implements LocalProviderConfig.Database {}

    static S3Settings s3() {
        return new S3Settings(
                URI.create(S3Process.running().endpoint()),
                S3Process.ACCESS_KEY,
                S3Process.SECRET_KEY,
                S3Process.KEY_MASTER);
    }

    static DatabaseSettings database() {
        return new DatabaseSettings(
                "localhost", Provisioner.SERVER.getPort(), "postgres", PROVISIONER, PROVISIONER_PASSWORD);
    }

    /** The configuration of the provider for them. */
    public static Map<String, String> configuration() {
        S3Settings s3 = s3();
        DatabaseSettings database = database();
        String prefix = "lariba.providers.local.";
        return Map.ofEntries(
                // Whatever the environment of the tests says.
                Map.entry("lariba.container.engine", ""),
                Map.entry(prefix + "enabled", "true"),
                Map.entry(prefix + "s3.endpoint", s3.endpoint().toString()),
                Map.entry(prefix + "s3.access-key", s3.accessKey()),
                Map.entry(prefix + "s3.secret-key", s3.secretKey()),
                Map.entry(prefix + "s3.key-master", s3.keyMaster()),
                Map.entry(prefix + "database.host", database.host()),
                Map.entry(prefix + "database.port", Integer.toString(database.port())),
                Map.entry(prefix + "database.admin-database", database.adminDatabase()),
                Map.entry(prefix + "database.username", database.username()),
                Map.entry(prefix + "database.password", database.password()));
    }

    /** How many buckets have this in their names. */
    public static int buckets(String part) {
        try (S3Client s3 = S3Clients.administrator(s3())) {
            return (int) s3.listBuckets().buckets().stream()
                    .filter(bucket -> bucket.name().contains(part))
                    .count();
        }
    }

    /** How many databases have this in their names. */
    public static int databases(String part) {
        try {
            return Integer.parseInt(
                    queryAsSuperuser("select count(*) from pg_database where datname like '%" + part + "%'"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody works as the superuser. */
    static void execute(String... statements) {
        try (Connection connection = Provisioner.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A database that is closed to everybody but the superuser, as the platform's own is on the local stack. */
    static void ensurePlatformDatabase(String name) throws SQLException {
        if (queryAsSuperuser("select count(*) from pg_database where datname = '" + name + "'")
                .equals("0")) {
            try (Connection connection =
                            Provisioner.SERVER.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
                statement.execute("revoke all on database " + name + " from public");
            }
        }
    }

    static String queryAsSuperuser(String sql) throws SQLException {
        try (Connection connection = Provisioner.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static final class Provisioner {

        static final EmbeddedPostgres SERVER = establish();

        private static EmbeddedPostgres establish() {
            EmbeddedPostgres server = PostgresTestResource.server();
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create role " + PROVISIONER
                        + " login nosuperuser noreplication nobypassrls createdb createrole password '"
                        + PROVISIONER_PASSWORD + "'");
                statement.execute("alter role " + PROVISIONER + " set createrole_self_grant = 'set, inherit'");
                PostgresTestResource.changeShared("revoke all on database postgres, template1 from public");
                PostgresTestResource.changeShared("grant connect on database postgres to " + PROVISIONER);
                checkPasswords(statement);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return server;
        }

        /** The server of the tests trusts everybody; the one of the local stack does not. */
        private static void checkPasswords(Statement statement) throws SQLException, IOException {
            try (ResultSet row = statement.executeQuery("show hba_file")) {
                row.next();
                Files.writeString(Path.of(row.getString(1)), """
                        local all postgres trust
                        host all postgres all trust
                        host all all all scram-sha-256
                        """);
            }
            statement.execute("select pg_reload_conf()");
        }
    }
}
