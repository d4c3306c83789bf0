package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceSecrets;
import cloud.lariba.cloud.services.ServiceStatus;
import cloud.lariba.cloud.services.Specs;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Databases. Their passwords were kept, encrypted, by the request that asked for them. */
@ApplicationScoped
class DatabaseResources implements Resources {

    private final Providers providers;
    private final Specs specs;
    private final ServiceSecrets secrets;

    DatabaseResources(Providers providers, Specs specs, ServiceSecrets secrets) {
        this.providers = providers;
        this.specs = specs;
        this.secrets = secrets;
    }

    @Override
    public ServiceType type() {
        return ServiceType.DATABASE;
    }

    @Override
    public Progress ensure(Service service, Operation operation, Step step) {
        DatabaseSettings settings = (DatabaseSettings) specs.settings(service);
        String password = secrets.find(service.id(), ServiceSecrets.PASSWORD).orElseThrow();
        provider(service).ensure(new DatabaseSpec(service.identity(), settings), new Secret(password));
        return Progress.DONE;
    }

    @Override
    public Observed observe(Service service) {
        return switch (provider(service).observe(service.identity())) {
            case DatabaseObservation.Absent absent -> new Observed.Absent();
            case DatabaseObservation.Creating creating -> new Observed.Changing();
            case DatabaseObservation.Deleting deleting -> new Observed.Changing();
            case DatabaseObservation.Available available ->
                new Observed.Ready(ServiceStatus.RUNNING, Json.tree(available.outputs()));
            case DatabaseObservation.Failed(String reason) -> new Observed.Broken(reason);
        };
    }

    @Override
    public Progress remove(Service service) {
        provider(service).delete(service.identity());
        return Progress.DONE;
    }

    /** Sets the password that was kept as the next one; does nothing when an earlier attempt was recorded as done. */
    void rotatePassword(Service service) {
        Optional<String> next = secrets.find(service.id(), ServiceSecrets.NEXT_PASSWORD);
        next.ifPresent(password -> provider(service).rotatePassword(service.identity(), new Secret(password)));
    }

    /** The next password is the password now; part of the transaction that records the rotation. */
    void promotePassword(UUID serviceId) {
        secrets.find(serviceId, ServiceSecrets.NEXT_PASSWORD).ifPresent(password -> {
            secrets.put(serviceId, ServiceSecrets.PASSWORD, password);
            secrets.forget(serviceId, ServiceSecrets.NEXT_PASSWORD);
        });
    }

    private DatabaseProvider provider(Service service) {
        return providers.get(service.provider()).database();
    }
}
