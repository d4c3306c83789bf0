package cloud.lariba.cloud.providers.postgres;

import cloud.lariba.cloud.providers.DatabaseLogin;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tenants' databases on a server. A database takes connections only when everything else is done, and its owner is dismissed before anything is
 * removed; that is how a half-made database is told from a finished one. A dismissed role that has no database is what other tenants can make
 * a deletion leave behind, and counts as nothing.
 *
 * <p>Every method may be repeated and throws {@link cloud.lariba.cloud.providers.ProviderException}.
 */
public final class TenantDatabases {

    private final PostgresAccess access;

    /** The databases of the server that is reached like this. */
    public TenantDatabases(PostgresAccess access) {
        this.access = access;
    }

    /** Something to do with the server. */
    @FunctionalInterface
    public interface Work {

        /** Does it. */
        void on(PostgresServer server) throws SQLException;
    }

    /** The name of a service's database and of the role that owns it. */
    public static String nameOf(ResourceIdentity identity) {
        return "lrb_" + identity.compactServiceId();
    }

    /**
     * Makes the database with its roles and opens it, or makes them obey.
     *
     * @param connections how many connections each login may have; -1 for any number
     */
    public void establish(String name, int connections) {
        alone(name, PostgresServer.SOON, server -> establish(server, name, connections));
    }

    /**
     * Makes the database with its roles obey, as {@link #establish}, but makes none.
     *
     * @throws Permanent {@code vanished} when there is no such database
     */
    public void follow(String name, int connections) {
        alone(name, PostgresServer.SOON, server -> {
            if (server.database(name).isEmpty()) {
                throw vanished();
            }
            establish(server, name, connections);
        });
    }

    private static void establish(PostgresServer server, String name, int connections) throws SQLException {
        DatabaseSteps steps = new DatabaseSteps(server);
        steps.createRoles(name);
        steps.joinRoles(name);
        steps.createDatabase(name);
        steps.closeToOthers(name, name);
        steps.limitConnections(name, connections);
        steps.open(name);
    }

    /** What is said of a database that was there once. */
    public static Permanent vanished() {
        return new Permanent(
                Permanent.Reason.VANISHED, "The database is gone at the provider; a new one would be empty.", null);
    }

    /** What there is of it. */
    public DatabaseObservation observe(String name) {
        try (PostgresServer server = PostgresServer.connect(access, PostgresServer.SOON)) {
            var owner = server.role(name);
            var database = server.database(name);
            boolean dismissed = owner.isPresent() && owner.get().dismissed();
            if (database.isEmpty() && (owner.isEmpty() || dismissed)) {
                return new DatabaseObservation.Absent();
            }
            if (dismissed) {
                return new DatabaseObservation.Deleting();
            }
            boolean usable = owner.isPresent()
                    && database.filter(PostgresServer.Database::open).isPresent();
            return usable
                    ? new DatabaseObservation.Available(access.host(), access.port(), name)
                    : new DatabaseObservation.Unfinished(database.isPresent());
        } catch (SQLException e) {
            throw PostgresFailures.classify(e);
        }
    }

    /** How many connections each of the logins may have; -1 for any number, 0 of one that is not there. */
    public List<Integer> connections(String name) {
        try (PostgresServer server = PostgresServer.connect(access, PostgresServer.SOON)) {
            List<Integer> connections = new ArrayList<>();
            for (LoginSlot slot : LoginSlot.values()) {
                connections.add(server.role(DatabaseSteps.login(name, slot))
                        .map(PostgresServer.Role::connections)
                        .orElse(0));
            }
            return connections;
        } catch (SQLException e) {
            throw PostgresFailures.classify(e);
        }
    }

    /**
     * Lets clients in by this login, with this password.
     *
     * @throws Permanent {@code not_found} when there is no such database
     */
    public void admit(String name, DatabaseLogin login) {
        alone(name, PostgresServer.SOON, server -> {
            if (server.role(name).isEmpty() || server.database(name).isEmpty()) {
                throw new Permanent(Permanent.Reason.NOT_FOUND, "The database is not there.", null);
            }
            DatabaseSteps steps = new DatabaseSteps(server);
            if (server.role(DatabaseSteps.login(name, login.slot())).isEmpty()) {
                // Of a database that was made before databases had two logins.
                steps.createRoles(name);
                steps.joinRoles(name);
                steps.closeToOthers(name, name);
            }
            steps.admit(name, login.slot(), login.password());
        });
    }

    /** Whether anybody is connected by another login than this one. */
    public boolean isConnectedOtherwise(String name, LoginSlot slot) {
        AtomicBoolean connected = new AtomicBoolean();
        run(PostgresServer.SOON, server -> connected.set(new DatabaseSteps(server).isConnectedOtherwise(name, slot)));
        return connected.get();
    }

    /** Lets nobody in by another login than this one. */
    public void admitOnly(String name, LoginSlot slot) {
        alone(name, PostgresServer.SOON, server -> new DatabaseSteps(server).admitOnly(name, slot));
    }

    /** Keeps tenants out of the databases of a server of their own that are the administrating role's, such as {@code postgres}. */
    public void closeToPublic() {
        run(PostgresServer.SOON, server -> new DatabaseSteps(server).closeToPublic());
    }

    /**
     * Lets nobody in by the logins of a server that was restored, once for each generation: they have the passwords of the snapshot's time.
     */
    public void closeRestored(String name, long generation) {
        alone(name, PostgresServer.SOON, server -> {
            DatabaseSteps steps = new DatabaseSteps(server);
            if (steps.generation(name) < generation) {
                steps.admitNobody(name);
                steps.setGeneration(name, generation);
            }
        });
    }

    /** Lets nobody in by any login, and ends what is connected; nothing happens to a database of a later generation, which has come in between. */
    public void admitNobody(String name, long generation) {
        alone(name, PostgresServer.SOON, server -> {
            DatabaseSteps steps = new DatabaseSteps(server);
            if (steps.generation(name) <= generation) {
                steps.admitNobody(name);
            }
        });
    }

    /** Removes the database, whatever else its owner has, and the roles. */
    public void remove(String name) {
        alone(name, PostgresServer.SOON, server -> {
            DatabaseSteps steps = new DatabaseSteps(server);
            steps.takeMembership(name);
            steps.dismiss(name);
            steps.dropDatabases(name);
            steps.dropRoles(name);
            steps.dropForgottenRoles();
        });
    }

    /**
     * Does something while nobody else works on the name, across all replicas of this service.
     *
     * @param patience how long one statement may take
     */
    public void alone(String name, Duration patience, Work work) {
        run(patience, server -> {
            server.lock(name);
            work.on(server);
        });
    }

    private void run(Duration patience, Work work) {
        try (PostgresServer server = PostgresServer.connect(access, patience)) {
            work.on(server);
        } catch (SQLException e) {
            throw PostgresFailures.classify(e);
        }
    }
}
