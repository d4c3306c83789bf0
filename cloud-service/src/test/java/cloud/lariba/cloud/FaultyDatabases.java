package cloud.lariba.cloud;

import cloud.lariba.cloud.Faults.Call;
import cloud.lariba.cloud.providers.DatabaseLogin;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.LoginSlot;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import java.util.Set;

/** The databases of the {@link FaultyProvider}. */
class FaultyDatabases implements DatabaseProvider {

    @Override
    public Progress ensure(DatabaseSpec spec, Secret administrator) {
        FaultyProvider.run(
                spec.identity(),
                Call.ENSURE,
                () -> FaultyProvider.make(spec.identity(), spec.settings()).administrator = administrator.value());
        return Progress.DONE;
    }

    @Override
    public DatabaseObservation observe(ResourceIdentity identity) {
        return FaultyProvider.around(
                identity,
                Call.OBSERVE,
                () -> FaultyProvider.exists(identity.serviceId())
                        ? new DatabaseObservation.Available("db.test", 5432, "app")
                        : new DatabaseObservation.Absent());
    }

    @Override
    public String username(ResourceIdentity identity, LoginSlot slot) {
        return "app_" + slot.wireName();
    }

    @Override
    public void admit(ResourceIdentity identity, Secret administrator, DatabaseLogin login) {
        FaultyProvider.run(
                identity,
                Call.ADMIT,
                () -> FaultyProvider.resource(identity.serviceId())
                        .logins
                        .put(username(identity, login.slot()), login.password().value()));
    }

    @Override
    public boolean isConnectedOtherwise(ResourceIdentity identity, Secret administrator, LoginSlot slot) {
        return FaultyProvider.around(
                identity,
                Call.CONNECTED,
                () -> FaultyProvider.resource(identity.serviceId()).connected.stream()
                        .anyMatch(user -> !user.equals(username(identity, slot))));
    }

    @Override
    public void retireOthers(ResourceIdentity identity, Secret administrator, LoginSlot slot) {
        FaultyProvider.run(
                identity,
                Call.RETIRE,
                () -> FaultyProvider.resource(identity.serviceId())
                        .logins
                        .keySet()
                        .retainAll(Set.of(username(identity, slot))));
    }

    @Override
    public Progress delete(ResourceIdentity identity) {
        FaultyProvider.run(identity, Call.DELETE, () -> FaultyProvider.remove(identity));
        return Progress.DONE;
    }
}
