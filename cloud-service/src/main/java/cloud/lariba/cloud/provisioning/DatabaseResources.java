package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.providers.DatabaseObservation;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.DatabaseSettings;
import cloud.lariba.cloud.providers.DatabaseSpec;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.Secret;
import cloud.lariba.cloud.services.DatabaseLogins;
import cloud.lariba.cloud.services.Finding;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import cloud.lariba.cloud.services.Specs;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Databases. What lets clients into them is {@link LoginSteps}'. */
@ApplicationScoped
class DatabaseResources implements Resources {

    private final Providers providers;
    private final Specs specs;
    private final DatabaseLogins logins;

    DatabaseResources(Providers providers, Specs specs, DatabaseLogins logins) {
        this.providers = providers;
        this.specs = specs;
        this.logins = logins;
    }

    @Override
    public ServiceType type() {
        return ServiceType.DATABASE;
    }

    /** What has vanished under a service that worked is not made again, as it would be empty. */
    @Override
    public Progress ensure(Service service, Operation operation, Step step) {
        DatabaseSpec spec = spec(service, operation);
        Secret administrator = logins.administrator(service.id());
        return mayMake(operation)
                ? provider(service).ensure(spec, administrator)
                : provider(service).follow(spec, administrator);
    }

    private static boolean mayMake(Operation operation) {
        if (operation.input().path(ServiceRecords.ADOPTED).asBoolean()) {
            return false;
        }
        return operation.type() == OperationType.CREATE
                || operation.input().path(ServiceRecords.RECREATE).asBoolean()
                || ServiceRecords.statusBefore(operation.input()) == ServiceStatus.FAILED;
    }

    /** What an operation wants; one that restores a backup wants a database of another generation. */
    DatabaseSpec spec(Service service, Operation operation) {
        long generation =
                operation.input().path(ServiceRecords.RESOURCE_GENERATION).asLong(service.resourceGeneration());
        return spec(service, service.identity(generation));
    }

    /** What is wanted of the database of a generation. */
    DatabaseSpec spec(Service service, ResourceIdentity identity) {
        return new DatabaseSpec(identity, (DatabaseSettings) specs.settings(service), service.deletionProtection());
    }

    @Override
    public Observed observe(Service service) {
        return observe(service, service.identity());
    }

    /** A database that nothing is being done about, and that is not finished, was finished once. */
    @Override
    public Finding look(Service service) {
        DatabaseObservation seen = provider(service).observe(service.identity());
        if (seen instanceof DatabaseObservation.Unfinished(boolean there)) {
            return there ? new Finding.Broken("The database lets nobody in.") : new Finding.Vanished();
        }
        return compared(service, observed(service, seen));
    }

    Observed observe(Service service, ResourceIdentity identity) {
        return observed(service, provider(service).observe(identity));
    }

    private Observed observed(Service service, DatabaseObservation seen) {
        return switch (seen) {
            case DatabaseObservation.Absent absent -> new Observed.Absent();
            case DatabaseObservation.Creating creating -> new Observed.Changing();
            case DatabaseObservation.Unfinished unfinished -> new Observed.Changing();
            case DatabaseObservation.Deleting deleting -> new Observed.Changing();
            case DatabaseObservation.Available available ->
                new Observed.Ready(ServiceStatus.RUNNING, outputs(service, available));
            case DatabaseObservation.Failed(String reason) -> new Observed.Broken(reason);
        };
    }

    @Override
    public List<Difference> differences(Service service) {
        return provider(service).differences(spec(service, service.identity()));
    }

    @Override
    public Progress remove(Service service) {
        return provider(service).delete(service.identity(), false);
    }

    /** Removes it as the operation says: with a last snapshot, unless it says without. */
    Progress remove(Service service, Operation operation) {
        boolean finalSnapshot =
                operation.input().path(ServiceRecords.FINAL_SNAPSHOT).asBoolean(true);
        return provider(service).delete(service.identity(), finalSnapshot);
    }

    private ObjectNode outputs(Service service, DatabaseObservation.Available available) {
        ObjectNode outputs = Json.tree(available.outputs());
        logins.current(service.id())
                .map(login -> provider(service).username(service.identity(), login.slot()))
                .ifPresent(username -> outputs.put(LoginSteps.USERNAME, username));
        return outputs;
    }

    private DatabaseProvider provider(Service service) {
        return providers.get(service.provider()).database();
    }
}
