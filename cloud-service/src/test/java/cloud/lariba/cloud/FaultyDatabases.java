package cloud.lariba.cloud;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;

/** The databases of the {@link FaultyProvider}. */
class FaultyDatabases implements DatabaseProvider {

    @Override
    public void ensure(DatabaseSpec spec, Secret password) {
        FaultyProvider.run(
                spec.identity(),
                Call.ENSURE,
                () -> FaultyProvider.make(spec.identity(), spec.settings()).password = password.value());
    }

    @Override
    public DatabaseObservation observe(ResourceIdentity identity) {
        return FaultyProvider.around(
                identity,
                Call.OBSERVE,
                () -> FaultyProvider.exists(identity.serviceId())
                        ? new DatabaseObservation.Available("db.test", 5432, "app", "app_user")
                        : new DatabaseObservation.Absent());
    }

    @Override
    public void rotatePassword(ResourceIdentity identity, Secret password) {
        FaultyProvider.run(
                identity, Call.ROTATE, () -> FaultyProvider.resource(identity.serviceId()).password = password.value());
    }

    @Override
    public void delete(ResourceIdentity identity) {
        FaultyProvider.run(identity, Call.DELETE, () -> FaultyProvider.remove(identity));
    }
}
