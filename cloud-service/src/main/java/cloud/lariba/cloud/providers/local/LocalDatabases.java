package cloud.lariba.cloud.providers.local;

import cloud.lariba.cloud.providers.DatabaseLogin;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.providers.postgres.DatabaseSteps;
import cloud.lariba.cloud.providers.postgres.PostgresAccess;
import cloud.lariba.cloud.providers.postgres.TenantDatabases;
import java.util.Optional;

/**
 * Databases on the PostgreSQL server of this machine, which all of them share, so an administrator of one database is not needed: the provisioning
 * role does everything.
 */
final class LocalDatabases implements DatabaseProvider {

    private final TenantDatabases databases;

    LocalDatabases(LocalProviderConfig.Database config) {
        this.databases = new TenantDatabases(access(config));
    }

    static PostgresAccess access(LocalProviderConfig.Database config) {
        return new PostgresAccess(
                config.host(),
                config.port(),
                config.adminDatabase(),
                config.username(),
                new Secret(config.password()),
                "prefer",
                Optional.empty());
    }

    @Override
    public Progress ensure(DatabaseSpec spec, Secret administrator) {
        databases.establish(
                TenantDatabases.nameOf(spec.identity()),
                connections(spec.settings().instanceClass()));
        return Progress.DONE;
    }

    @Override
    public DatabaseObservation observe(ResourceIdentity identity) {
        return databases.observe(TenantDatabases.nameOf(identity));
    }

    @Override
    public String username(ResourceIdentity identity, LoginSlot slot) {
        return DatabaseSteps.login(TenantDatabases.nameOf(identity), slot);
    }

    @Override
    public void admit(ResourceIdentity identity, Secret administrator, DatabaseLogin login) {
        databases.admit(TenantDatabases.nameOf(identity), login);
    }

    @Override
    public boolean isConnectedOtherwise(ResourceIdentity identity, Secret administrator, LoginSlot slot) {
        return databases.isConnectedOtherwise(TenantDatabases.nameOf(identity), slot);
    }

    @Override
    public void retireOthers(ResourceIdentity identity, Secret administrator, LoginSlot slot) {
        databases.admitOnly(TenantDatabases.nameOf(identity), slot);
    }

    @Override
    public Progress delete(ResourceIdentity identity) {
        databases.remove(TenantDatabases.nameOf(identity));
        return Progress.DONE;
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
}
