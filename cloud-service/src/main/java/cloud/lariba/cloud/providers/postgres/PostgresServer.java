package cloud.lariba.cloud.providers.postgres;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.postgresql.ssl.LibPQFactory;

/** The administrating role's connection to a server. Not for several threads at once. */
@RegisterForReflection(targets = {DefaultJavaSSLFactory.class, LibPQFactory.class})
public final class PostgresServer implements AutoCloseable {

    /** How long a statement may take that only touches the catalog. */
    public static final Duration SOON = Duration.ofSeconds(30);

    private static final int CONNECT_SECONDS = 5;
    private static final String VERIFYING = "verify-";
    /** Nothing is waited for between two statements: who is silent for longer is stopped, and must not keep its locks. */
    private static final String IDLE_TIMEOUTS =
            "-c idle_session_timeout=10s -c idle_in_transaction_session_timeout=10s";

    private static final String LOCK_TIMEOUT = "set lock_timeout = '5s'";

    private final Connection connection;

    private PostgresServer(Connection connection) {
        this.connection = connection;
    }

    /**
     * What the server knows of a role.
     *
     * @param canLogIn whether it may log in
     * @param connections how many connections it may have at once; -1 for any number
     */
    public record Role(boolean canLogIn, int connections) {

        /** Whether its database is being deleted, or was. */
        public boolean dismissed() {
            return !canLogIn && connections == 0;
        }
    }

    /**
     * What the server knows of a database.
     *
     * @param open whether it takes connections
     */
    public record Database(boolean open) {}

    /**
     * Connects.
     *
     * @param patience how long a statement may take until the connection is given up; the server goes on with it then
     */
    public static PostgresServer connect(PostgresAccess access, Duration patience) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {access.host()});
        source.setPortNumbers(new int[] {access.port()});
        source.setDatabaseName(access.database());
        source.setUser(access.username());
        source.setPassword(access.password().value());
        source.setApplicationName("lariba-provisioner");
        source.setOptions(IDLE_TIMEOUTS);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(CONNECT_SECONDS);
        source.setSocketTimeout((int) patience.toSeconds());
        source.setSslMode(access.sslMode());
        access.rootCertificate().ifPresentOrElse(source::setSslRootCert, () -> {
            if (access.sslMode().startsWith(VERIFYING)) {
                source.setSslfactory(DefaultJavaSSLFactory.class.getName());
            }
        });
        return new PostgresServer(source.getConnection());
    }

    /** Waits until nobody else works on the name; the lock ends with the connection. */
    public void lock(String name) throws SQLException {
        execute(LOCK_TIMEOUT);
        list("select 1 from pg_advisory_lock(hashtextextended(?, 0))", name);
    }

    boolean tryLock(String name) throws SQLException {
        return list("select pg_try_advisory_lock(hashtextextended(?, 0))::text", name)
                .contains("true");
    }

    /** The role of this name, if there is one. */
    public Optional<Role> role(String name) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("select rolcanlogin, rolconnlimit from pg_roles where rolname = ?")) {
            find.setString(1, name);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(new Role(row.getBoolean(1), row.getInt(2))) : Optional.empty();
            }
        }
    }

    /** The database of this name, if there is one. */
    public Optional<Database> database(String name) throws SQLException {
        return list("select datallowconn::text from pg_database where datname = ?", name).stream()
                .findFirst()
                .map(open -> new Database(open.equals("true")));
    }

    /** The first column of a query's rows, with these texts as its parameters. */
    public List<String> list(String sql, String... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    texts.add(row.getString(1));
                }
            }
            return texts;
        }
    }

    /** Runs one statement, or several that take effect together, separated by semicolons. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
