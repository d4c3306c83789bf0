package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.Secret;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PasswordUtil;

/**
 * The provisioning role's connection to the server. Each method is one repeatable step; names consist of {@code [a-z0-9_]}.
 *
 * <p>Being no superuser, the role has to be a member of a role with {@code SET} to give it a database, and with {@code INHERIT} to change
 * and drop that.
 *
 * @see <a href="https://www.postgresql.org/docs/18/role-attributes.html#ROLE-CREATION">PostgreSQL: role creation</a>
 */
final class PostgresServer implements AutoCloseable {

    private static final int CONNECT_SECONDS = 2;
    private static final int ANSWER_SECONDS = 30;
    private static final String LOCK_TIMEOUT = "set lock_timeout = '5s'";

    /** What the server answers when a role is mentioned in a database that is not its own, now or in an open transaction. */
    private static final Set<String> MENTIONED_ELSEWHERE = Set.of("2BP01", "55P03");

    private static final String FORGOTTEN_ROLES = """
            select role.rolname from pg_roles role
            where role.rolname ~ '^lrb_[a-z0-9]+$' and not role.rolcanlogin and role.rolconnlimit = 0
              and pg_has_role(role.oid, 'member with admin option')
              and not exists (select from pg_database where datname = role.rolname)
              and not exists (
                select from pg_shdepend
                where refclassid = 'pg_authid'::regclass and refobjid = role.oid and dbid <> 0)
            limit 20
            """;

    private final Connection connection;

    private PostgresServer(Connection connection) {
        this.connection = connection;
    }

    /**
     * What the server knows of a role.
     *
     * @param canLogIn whether it may log in
     * @param connections how many connections it may have at once
     */
    record Role(boolean canLogIn, int connections) {

        /** Whether its database is being deleted, or was. */
        boolean dismissed() {
            return !canLogIn && connections == 0;
        }
    }

    /**
     * What the server knows of a database.
     *
     * @param open whether it takes connections
     */
    record Database(boolean open) {}

    /** Something to do with the server. */
    @FunctionalInterface
    interface Work {
        void on(PostgresServer server) throws SQLException;
    }

    static PostgresServer connect(LocalProviderConfig.Database config) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {config.host()});
        source.setPortNumbers(new int[] {config.port()});
        source.setDatabaseName(config.adminDatabase());
        source.setUser(config.username());
        source.setPassword(config.password());
        source.setApplicationName("lariba-provisioner");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        return new PostgresServer(source.getConnection());
    }

    /** Waits until nobody else works on the name; the lock ends with the connection. */
    void lock(String name) throws SQLException {
        execute(LOCK_TIMEOUT);
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, name);
            lock.execute();
        }
    }

    Optional<Role> role(String name) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("select rolcanlogin, rolconnlimit from pg_roles where rolname = ?")) {
            find.setString(1, name);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(new Role(row.getBoolean(1), row.getInt(2))) : Optional.empty();
            }
        }
    }

    Optional<Database> database(String name) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("select datallowconn from pg_database where datname = ?")) {
            find.setString(1, name);
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(new Database(row.getBoolean(1))) : Optional.empty();
            }
        }
    }

    void createRole(String name) throws SQLException {
        execute("create role " + name + " nologin noinherit nocreatedb nocreaterole");
    }

    /** Takes back that a role was dismissed, except that it may not log in yet. */
    void recall(String name) throws SQLException {
        execute("alter role " + name + " connection limit -1");
    }

    void takeMembership(String name) throws SQLException {
        execute("grant " + name + " to current_user with set true, inherit true");
    }

    /** Makes the database, closed to everybody: new databases admit every role of the server. */
    void createDatabase(String name) throws SQLException {
        execute("create database " + name + " owner " + name
                + " template template0 encoding 'UTF8' allow_connections false");
    }

    void closeToOthers(String name) throws SQLException {
        execute("revoke all on database " + name + " from public");
        execute("alter database " + name + " allow_connections true");
    }

    void admit(String name, int connections, Secret password) throws SQLException {
        execute("alter role " + name + " login connection limit " + connections + " password " + verifier(password));
    }

    void changePassword(String name, Secret password) throws SQLException {
        execute("alter role " + name + " password " + verifier(password));
    }

    void dismiss(String name) throws SQLException {
        execute("alter role " + name + " nologin connection limit 0");
    }

    void dropDatabase(String name) throws SQLException {
        execute("drop database if exists " + name + " with (force)");
    }

    /**
     * Drops a dismissed role whose database is gone. It stays when another tenant has mentioned it in a database of its own, by granting
     * it something there, which this role cannot and should not undo; nobody can use it.
     */
    void dropRole(String name) throws SQLException {
        if (role(name).isEmpty()) {
            return;
        }
        try {
            // What was granted on databases themselves can be taken back from anywhere.
            execute("drop owned by " + name);
            execute("drop role " + name);
        } catch (SQLException e) {
            if (!MENTIONED_ELSEWHERE.contains(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Drops the roles that {@link #dropRole} had to leave, as far as nothing mentions them any more and nobody works on them. */
    void dropForgottenRoles() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement find = connection.createStatement();
                ResultSet row = find.executeQuery(FORGOTTEN_ROLES)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        for (String name : names) {
            if (tryLock(name)) {
                dropRole(name);
            }
        }
    }

    private boolean tryLock(String name) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, name);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** What the server stores of a password, made here so that the password itself reaches neither the server nor its log. */
    private static String verifier(Secret password) throws SQLException {
        String encoded = PasswordUtil.encodeScramSha256(password.value().toCharArray());
        return "'" + encoded + "'";
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
