package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import java.sql.SQLException;

/**
 * Databases on the PostgreSQL server of this machine, each with one role that owns it and can connect to nothing else. A role may log in only
 * when everything else is done, and no more once deletion begins; that is how a half-made database is told from a finished one. A role that
 * may do nothing and has no database is what other tenants can make a deletion leave behind, and counts as nothing.
 */
final class LocalDatabases implements DatabaseProvider {

    private final LocalProviderConfig.Database config;

    LocalDatabases(LocalProviderConfig.Database config) {
        this.config = config;
    }

    @Override
    public void ensure(DatabaseSpec spec, Secret password) {
        String name = nameOf(spec.identity());
        alone(name, server -> {
            var role = server.role(name);
            if (role.isEmpty()) {
                server.createRole(name);
            } else if (role.get().dismissed()) {
                server.recall(name);
            }
            server.takeMembership(name);
            if (server.database(name).isEmpty()) {
                server.createDatabase(name);
            }
            server.closeToOthers(name);
            server.admit(name, connections(spec.settings().instanceClass()), password);
        });
    }

    @Override
    public DatabaseObservation observe(ResourceIdentity identity) {
        String name = nameOf(identity);
        try (PostgresServer server = PostgresServer.connect(config)) {
            var role = server.role(name);
            var database = server.database(name);
            boolean dismissed = role.isPresent() && role.get().dismissed();
            if (database.isEmpty() && (role.isEmpty() || dismissed)) {
                return new DatabaseObservation.Absent();
            }
            if (dismissed) {
                return new DatabaseObservation.Deleting();
            }
            boolean usable = role.isPresent()
                    && role.get().canLogIn()
                    && database.isPresent()
                    && database.get().open();
            return usable
                    ? new DatabaseObservation.Available(config.host(), config.port(), name, name)
                    : new DatabaseObservation.Creating();
        } catch (SQLException e) {
            throw PostgresFailures.classify(e);
        }
    }

    @Override
    public void rotatePassword(ResourceIdentity identity, Secret password) {
        String name = nameOf(identity);
        alone(name, server -> {
            if (server.role(name).isEmpty()) {
                throw new Permanent(Permanent.Reason.NOT_FOUND, "The database is not there.", null);
            }
            server.changePassword(name, password);
        });
    }

    @Override
    public void delete(ResourceIdentity identity) {
        String name = nameOf(identity);
        alone(name, server -> {
            if (server.role(name).isPresent()) {
                server.dismiss(name);
                server.takeMembership(name);
            }
            server.dropDatabase(name);
            server.dropRole(name);
            server.dropForgottenRoles();
        });
    }

    /** One at a time for each database, across all replicas of this service. */
    private void alone(String name, PostgresServer.Work work) {
        try (PostgresServer server = PostgresServer.connect(config)) {
            server.lock(name);
            work.on(server);
        } catch (SQLException e) {
            throw PostgresFailures.classify(e);
        }
    }

    /** How many connections go with a size of server. */
    private static int connections(String instanceClass) {
        return switch (instanceClass) {
            case "db.t4g.micro" -> 10;
            case "db.t4g.small" -> 20;
            case "db.t4g.medium" -> 40;
            default -> 60;
        };
    }

    private static String nameOf(ResourceIdentity identity) {
        return "lrb_" + identity.compactServiceId();
    }
}
