package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.OperationFailure;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.operations.StepOutcome;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.SnapshotObservation;
import cloud.lariba.cloud.services.Backups;
import cloud.lariba.cloud.services.DatabaseLogins;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.problem.ProblemCode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The steps that make, restore and remove backups of databases. */
@ApplicationScoped
class SnapshotSteps {

    private final Providers providers;
    private final DatabaseResources databases;
    private final LoginSteps loginSteps;
    private final DatabaseLogins logins;
    private final ServiceRecords records;
    private final Backups backups;

    SnapshotSteps(
            Providers providers,
            DatabaseResources databases,
            LoginSteps loginSteps,
            DatabaseLogins logins,
            ServiceRecords records,
            Backups backups) {
        this.providers = providers;
        this.databases = databases;
        this.loginSteps = loginSteps;
        this.logins = logins;
        this.records = records;
        this.backups = backups;
    }

    /** The backup that an operation is about. */
    static UUID backupId(Operation operation) {
        return UUID.fromString(operation.input().path(ServiceRecords.BACKUP_ID).asText());
    }

    Progress create(Operation operation, Service service) {
        return provider(service).ensureSnapshot(service.identity(), backupId(operation));
    }

    /** Waits until the snapshot can be restored, which makes the backup available. */
    StepOutcome await(Operation operation, Service service, Step step) {
        UUID id = backupId(operation);
        return switch (provider(service).observeSnapshot(service.identity(), id)) {
            case SnapshotObservation.Available(long sizeBytes) ->
                new StepOutcome.Done(Json.object(), () -> backups.available(id, sizeBytes));
            case SnapshotObservation.Creating creating -> StepPerformer.lookAgain(step);
            case SnapshotObservation.Absent absent ->
                throw new ProviderException.Retryable(
                        ProviderException.Retryable.Reason.NOT_YET_VISIBLE, "The snapshot does not show yet.", null);
            case SnapshotObservation.Failed(String reason) ->
                new StepOutcome.Failed(new OperationFailure(ProblemCode.PROVIDER_ERROR, "broken", reason, false));
        };
    }

    Progress delete(Operation operation, Service service) {
        return provider(service).deleteSnapshot(service.identity(), backupId(operation));
    }

    /** Records that the backup is gone. */
    void deleted(Operation operation) {
        backups.deleted(backupId(operation));
    }

    /** Makes the database that is to replace the service's own, out of the backup. */
    Progress restore(Operation operation, Service service) {
        return provider(service)
                .restore(databases.spec(service, operation), logins.administrator(service.id()), backupId(operation));
    }

    /** Lets the current login into the restored database, which is the service's own when that is recorded. */
    StepOutcome switchOver(Operation operation, Service service, Step step) {
        ResourceIdentity replacement = databases.spec(service, operation).identity();
        loginSteps.admitCurrent(service, replacement);
        return switch (databases.observe(service, replacement)) {
            case Observed.Ready(var status, ObjectNode outputs) ->
                new StepOutcome.Done(
                        Json.object(), () -> records.replaced(service.id(), replacement.generation(), outputs));
            case Observed.Changing changing -> StepPerformer.lookAgain(step);
            case Observed.Absent absent ->
                throw new ProviderException.Retryable(
                        ProviderException.Retryable.Reason.NOT_YET_VISIBLE, "The database does not show yet.", null);
            case Observed.Broken(String reason) ->
                new StepOutcome.Failed(new OperationFailure(ProblemCode.PROVIDER_ERROR, "broken", reason, false));
        };
    }

    Progress removeReplaced(Service service) {
        return provider(service).removeReplaced(service.identity());
    }

    /** Removes a database with its snapshots, but for the last one that the operation may ask for. */
    Progress removeWithDatabase(Operation operation, Service service) {
        return databases.remove(service, operation);
    }

    /** Removes what a worker that had lost its operation may have made too late: a snapshot that is deleted, or a database that replaces none. */
    void removeStale(Operation operation, Service service) {
        if (operation.type() == OperationType.SNAPSHOT
                && backups.find(service.id(), backupId(operation)).isEmpty()) {
            provider(service).deleteSnapshot(service.identity(), backupId(operation));
        }
        if (operation.type() == OperationType.RESTORE && service.operationId() == null) {
            provider(service).removeReplaced(service.identity());
        }
    }

    private DatabaseProvider provider(Service service) {
        return providers.get(service.provider()).database();
    }
}
