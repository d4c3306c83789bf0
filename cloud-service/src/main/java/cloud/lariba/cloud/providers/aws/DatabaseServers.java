package cloud.lariba.cloud.providers.aws;

import static cloud.lariba.cloud.providers.aws.AwsFailures.classified;

import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.ProviderException.Retryable;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.providers.postgres.PostgresAccess;
import cloud.lariba.cloud.providers.postgres.TenantDatabases;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Works inside the servers of instances, as their master users. */
final class DatabaseServers {

    private static final String WRONG_PASSWORD = "28P01";

    private final DatabaseInstances instances;
    private final AwsProviderConfig.Databases config;

    DatabaseServers(DatabaseInstances instances, AwsProviderConfig.Databases config) {
        this.instances = instances;
        this.config = config;
    }

    /**
     * Does something in an instance's server. When that has another password for the master user, as after the restoration of a snapshot, it is given the
     * platform's instead.
     *
     * @return empty when the password is on its way, and it has to be tried again
     */
    <T> Optional<T> inside(
            ResourceIdentity identity, DBInstance instance, Secret administrator, Function<TenantDatabases, T> work) {
        try {
            return Optional.of(work.apply(server(instance, administrator)));
        } catch (ProviderException e) {
            if (e.getCause() instanceof SQLException refused && WRONG_PASSWORD.equals(refused.getSQLState())) {
                classified(() -> {
                    instances.setMasterPassword(identity, administrator);
                    return true;
                });
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Does something in the server that a service's database is on; empty when there is none. */
    <T> Optional<T> inside(ResourceIdentity identity, Secret administrator, Function<TenantDatabases, T> work) {
        Optional<DBInstance> instance = classified(() -> instances.find(identity));
        if (instance.isPresent() && instance.get().endpoint() == null) {
            throw new Retryable(Retryable.Reason.NOT_YET_VISIBLE, "The database has no address yet.", null);
        }
        return instance.map(some -> inside(identity, some, administrator, work)
                .orElseThrow(() -> new Retryable(
                        Retryable.Reason.NOT_YET_VISIBLE,
                        "The database's server is given the platform's password.",
                        null)));
    }

    private TenantDatabases server(DBInstance instance, Secret administrator) {
        return new TenantDatabases(new PostgresAccess(
                instance.endpoint().address(),
                instance.endpoint().port(),
                DatabaseInstances.ADMINISTRATIVE_DATABASE,
                instance.masterUsername(),
                administrator,
                config.tls().wireName(),
                config.certificateAuthorities()));
    }
}
