package cloud.lariba.cloud.providers.postgres;

import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.Secret;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.postgresql.util.PasswordUtil;

/**
 * The single steps by which a tenant's database is made and removed, each repeatable. The database has the name of the role that owns it, which
 * consists of {@code [a-z0-9_]}; the logins are members of that role, have nothing of their own and turn into it when they connect.
 *
 * <p>Being no superuser, the administrating role has to be a member of a role with {@code SET} to give it a database, and with {@code INHERIT} to
 * change and drop that.
 *
 * @see <a href="https://www.postgresql.org/docs/18/role-attributes.html#ROLE-CREATION">PostgreSQL: role creation</a>
 * @see <a href="https://www.postgresql.org/docs/18/role-membership.html">PostgreSQL: role membership</a>
 */
public final class DatabaseSteps {

    /** What the server answers when a role is mentioned in a database that is not its own, now or in an open transaction. */
    private static final Set<String> MENTIONED_ELSEWHERE = Set.of("2BP01", "55P03");

    private static final String FORGOTTEN_ROLES = """
            select role.rolname from pg_roles role
            where role.rolname ~ '^lrb_[a-z0-9]+(_[ab])?$' and not role.rolcanlogin and role.rolconnlimit = 0
              and pg_has_role(role.oid, 'member with admin option')
              and not exists (select from pg_database where datname = regexp_replace(role.rolname, '_[ab]$', ''))
              and not exists (
                select from pg_shdepend
                where refclassid = 'pg_authid'::regclass and refobjid = role.oid and dbid <> 0)
            limit 20
            """;

    private static final String GENERATION = """
            select split_part(shobj_description(oid, 'pg_authid'), ' ', 2) from pg_roles
            where rolname = ? and shobj_description(oid, 'pg_authid') like 'generation %'
            """;
    private static final String OPEN_TO_ALL = """
            select quote_ident(datname) from pg_database
            where not starts_with(datname, 'lrb') and pg_has_role(datdba, 'usage')
              and has_database_privilege('public', datname, 'connect')
            """;

    private static final String PREFIX = "lrb_";
    private static final String SNAPSHOTS = "lrbs_";

    /** Digits of a snapshot's id in its name, which has 63 bytes at most; the first ones of an id only tell the time. */
    private static final int FIRST_DIGIT = 8;

    private static final String LOCKED = "55P03";

    private final PostgresServer server;

    /** The steps on a server. */
    public DatabaseSteps(PostgresServer server) {
        this.server = server;
    }

    /** The login's name. */
    public static String login(String owner, LoginSlot slot) {
        return owner + "_" + slot.wireName();
    }

    /** The name of a snapshot of the owner's database. */
    public static String snapshot(String owner, UUID id) {
        return snapshots(owner) + id.toString().replace("-", "").substring(FIRST_DIGIT);
    }

    /** What the names of the owner's snapshots begin with. */
    public static String snapshots(String owner) {
        return SNAPSHOTS + owner.substring(PREFIX.length()) + "_";
    }

    /** Makes the owner and the logins, none of which can log in yet, or takes back that they were dismissed. */
    public void createRoles(String owner) throws SQLException {
        for (String role : all(owner)) {
            var found = server.role(role);
            if (found.isEmpty()) {
                server.execute("create role " + role + " nologin noinherit nocreatedb nocreaterole");
            } else if (found.get().dismissed()) {
                server.execute("alter role " + role + " connection limit -1");
            }
        }
    }

    /** Makes the logins act as the owner from their first statement on, and have no rights but that. */
    public void joinRoles(String owner) throws SQLException {
        takeMembership(owner);
        for (String login : logins(owner)) {
            server.execute("grant " + owner + " to " + login + " with set true, inherit false");
            server.execute("alter role " + login + " set role to " + owner);
        }
    }

    /** Lets the administrating role act for the roles that there are. */
    public void takeMembership(String owner) throws SQLException {
        for (String role : all(owner)) {
            if (server.role(role).isPresent()) {
                server.execute("grant " + role + " to current_user with set true, inherit true");
            }
        }
    }

    /** Makes the database, closed to everybody: new databases admit every role of the server. */
    public void createDatabase(String owner) throws SQLException {
        if (server.database(owner).isEmpty()) {
            server.execute("create database " + owner + " owner " + owner
                    + " template template0 encoding 'UTF8' allow_connections false");
        }
    }

    /** Lets nobody but the logins connect to a database of the owner. */
    public void closeToOthers(String owner, String database) throws SQLException {
        server.execute("revoke all on database " + database + " from public");
        server.execute("grant connect on database " + database + " to " + String.join(", ", logins(owner)));
    }

    /** Decides how many connections each login may have at once; -1 for any number. */
    public void limitConnections(String owner, int connections) throws SQLException {
        for (String login : logins(owner)) {
            server.execute("alter role " + login + " connection limit " + connections);
        }
    }

    /** Lets the database take connections. */
    public void open(String owner) throws SQLException {
        server.execute("alter database " + owner + " allow_connections true");
    }

    /** Lets the database take no connections, and ends those that it has. */
    public void close(String owner) throws SQLException {
        server.execute("alter database " + owner + " allow_connections false");
        // Others than the logins are there when the owner has let them in.
        server.list(
                "select pg_terminate_backend(pid)::text from pg_stat_activity"
                        + " where datname = ? and backend_type = 'client backend' and starts_with(usename, 'lrb_')",
                owner);
    }

    /** Ends what a role has open, in whatever database: also a transaction that holds the role itself. */
    private void disconnect(String role) throws SQLException {
        server.list("select pg_terminate_backend(pid)::text from pg_stat_activity where usename = ?", role);
    }

    void admit(String owner, LoginSlot slot, Secret password) throws SQLException {
        String login = login(owner, slot);
        // A login may have changed what it begins its sessions with.
        server.execute("alter role " + login + " reset all");
        server.execute("alter role " + login + " set role to " + owner);
        server.execute("alter role " + login + " login password " + verifier(password));
    }

    /** Takes the right to log in from all roles of the database but this login. */
    void admitOnly(String owner, LoginSlot slot) throws SQLException {
        for (String role : all(owner)) {
            if (!role.equals(login(owner, slot))
                    && server.role(role).filter(PostgresServer.Role::canLogIn).isPresent()) {
                close(role, "alter role " + role + " nologin");
            }
        }
    }

    /** Takes the right to log in from all roles of the database, and ends their sessions. */
    void admitNobody(String owner) throws SQLException {
        for (String role : all(owner)) {
            if (server.role(role).filter(PostgresServer.Role::canLogIn).isPresent()) {
                close(role, "alter role " + role + " nologin");
            }
            disconnect(role);
        }
    }

    /** Which generation the owner's database is of, as far as that was noted; 0 otherwise. */
    public long generation(String owner) throws SQLException {
        return server.list(GENERATION, owner).stream()
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /** Notes it in a comment on the owner, where the tenant cannot change it. */
    void setGeneration(String owner, long generation) throws SQLException {
        server.execute(noteGeneration(owner, generation));
    }

    /** The statement that notes a generation. */
    public static String noteGeneration(String owner, long generation) {
        return "comment on role " + owner + " is 'generation " + generation + "'";
    }

    /** Closes the administrating role's own databases to everybody else. */
    void closeToPublic() throws SQLException {
        for (String database : server.list(OPEN_TO_ALL)) {
            server.execute("revoke all on database " + database + " from public");
        }
    }

    /** Changes a role, at the cost of its sessions when one of them holds it. */
    private void close(String role, String change) throws SQLException {
        try {
            server.execute(change);
        } catch (SQLException e) {
            if (!LOCKED.equals(e.getSQLState())) {
                throw e;
            }
            disconnect(role);
            server.execute(change);
        }
    }

    boolean isConnectedOtherwise(String owner, LoginSlot slot) throws SQLException {
        return server.list("select usename from pg_stat_activity where datname = ?", owner).stream()
                .anyMatch(user -> all(owner).contains(user) && !user.equals(login(owner, slot)));
    }

    /** Lets nobody log in any more, for good. */
    public void dismiss(String owner) throws SQLException {
        for (String role : all(owner)) {
            disconnect(role);
        }
        for (String role : all(owner)) {
            if (server.role(role).isPresent()) {
                close(role, "alter role " + role + " nologin connection limit 0");
            }
        }
    }

    /** Drops everything that the owner has, and the snapshots and copies of it. */
    public void dropDatabases(String owner) throws SQLException {
        List<String> all = server.list(
                "select datname from pg_database database join pg_roles role on role.oid = database.datdba"
                        + " where role.rolname = ? or starts_with(datname, ?) or starts_with(datname, ? || '_g')",
                owner,
                snapshots(owner),
                owner);
        for (String database : all) {
            drop(database);
        }
    }

    /** Drops a database whoever is connected to it, also one that its owner has made a template, which cannot be dropped. */
    public void drop(String database) throws SQLException {
        List<String> protectedOnes = server.list(
                "select datname from pg_database where datname = ? and datistemplate and datconnlimit <> -2", database);
        for (String template : protectedOnes) {
            server.execute("alter database " + template + " is_template false");
        }
        server.execute("drop database if exists " + database + " with (force)");
    }

    /** Drops the dismissed logins and the owner, as {@link #dropRole}. */
    public void dropRoles(String owner) throws SQLException {
        for (String role : all(owner).reversed()) {
            dropRole(role);
        }
    }

    /**
     * Drops a dismissed role whose database is gone. It stays when another tenant has mentioned it in a database of its own, by granting
     * it something there, which the administrating role cannot and should not undo; nobody can use it.
     */
    private void dropRole(String role) throws SQLException {
        if (server.role(role).isEmpty()) {
            return;
        }
        try {
            // What was granted on databases themselves can be taken back from anywhere.
            server.execute("drop owned by " + role);
            server.execute("drop role " + role);
        } catch (SQLException e) {
            if (!MENTIONED_ELSEWHERE.contains(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Drops the roles that {@link #dropRoles} had to leave, as far as nothing mentions them any more and nobody works on them. */
    void dropForgottenRoles() throws SQLException {
        for (String role : server.list(FORGOTTEN_ROLES)) {
            if (server.tryLock(role.replaceFirst("_[ab]$", ""))) {
                dropRole(role);
            }
        }
    }

    private static List<String> all(String owner) {
        return List.of(owner, login(owner, LoginSlot.A), login(owner, LoginSlot.B));
    }

    private static List<String> logins(String owner) {
        return List.of(login(owner, LoginSlot.A), login(owner, LoginSlot.B));
    }

    /** What the server stores of a password, made here so that the password itself reaches neither the server nor its log. */
    private static String verifier(Secret password) throws SQLException {
        String encoded = PasswordUtil.encodeScramSha256(password.value().toCharArray());
        return "'" + encoded + "'";
    }
}
