package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.postgres.DatabaseSteps;
import cloud.lariba.cloud.providers.postgres.PostgresServer;
import cloud.lariba.cloud.providers.postgres.TenantDatabases;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Single steps of the provisioner, for tests that cut its work short. */
final class ProvisionerSteps {

    private ProvisionerSteps() {}

    /** One step of a creation or deletion. */
    interface NamedStep {
        void on(DatabaseSteps steps, String name) throws SQLException;
    }

    static void die(ResourceIdentity identity, UUID snapshot, List<String> steps) throws SQLException {
        try (PostgresServer server =
                PostgresServer.connect(LocalDatabases.access(LocalServers.database()), PostgresServer.SOON)) {
            for (String step : steps) {
                server.execute(step.replace("{name}", TenantDatabases.nameOf(identity))
                        .replace("{snapshot}", DatabaseSteps.snapshot(TenantDatabases.nameOf(identity), snapshot)));
            }
        }
    }

    static void take(List<NamedStep> steps, ResourceIdentity identity) throws SQLException {
        try (PostgresServer server =
                PostgresServer.connect(LocalDatabases.access(LocalServers.database()), PostgresServer.SOON)) {
            for (NamedStep step : steps) {
                step.on(new DatabaseSteps(server), TenantDatabases.nameOf(identity));
            }
        }
    }
}
