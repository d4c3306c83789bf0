package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.operations.StepOutcome;
import cloud.lariba.cloud.providers.DatabaseProvider;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.ResourceIdentity;
import cloud.lariba.cloud.providers.SnapshotObservation;
import cloud.lariba.cloud.services.Backups;
import cloud.lariba.cloud.services.DatabaseLogins;
import cloud.lariba.cloud.services.Lifecycle;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The steps that make, restore and remove backups of databases. */
@ApplicationScoped
class SnapshotSteps {

    private static final Set<OperationType> MAKING =
            EnumSet.of(OperationType.CREATE, OperationType.UPDATE, OperationType.RESIZE, OperationType.REVERT);

    /** The protection of an instance is lifted, and its end begins. */
    private static final int PHASES_OF_REMOVAL = 3;

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

    /** The backup that an operation makes: that of what a restoration replaces, too. */
    static UUID madeId(Operation operation) {
        return operation.input().has(ServiceRecords.REPLACED_BACKUP_ID)
                ? UUID.fromString(operation
                        .input()
                        .path(ServiceRecords.REPLACED_BACKUP_ID)
                        .asText())
                : backupId(operation);
    }

    /** Makes the snapshot; of what a restoration replaces, unless nothing is left of that. */
    StepOutcome create(Operation operation, Service service, Step step) {
        UUID id = madeId(operation);
        if (operation.type() == OperationType.RESTORE) {
            if (isSwitchedOver(operation, service)) {
                return new StepOutcome.Done(Json.object());
            }
            if (!isThere(service)) {
                return new StepOutcome.Done(Json.object(), () -> backups.deleted(id));
            }
            // Whoever was late may have let somebody in again.
            close(service);
        }
        try {
            return switch (provider(service).ensureSnapshot(databases.spec(service, service.identity()), id)) {
                case DONE -> new StepOutcome.Done(Json.object());
                case CALL_AGAIN -> StepPerformer.lookAgain(step);
            };
        } catch (Permanent e) {
            if (operation.type() == OperationType.RESTORE && e.is(Permanent.Reason.NOT_FOUND)) {
                return new StepOutcome.Done(Json.object(), () -> backups.deleted(id));
            }
            throw e;
        }
    }

    private boolean isThere(Service service) {
        return switch (databases.observe(service)) {
            case Observed.Ready ready -> true;
            case Observed.Changing changing -> true;
            case Observed.Absent absent -> false;
            case Observed.Broken broken -> false;
        };
    }

    /** Waits until the snapshot can be restored, which makes the backup available. */
    StepOutcome await(Operation operation, Service service, Step step) {
        UUID id = madeId(operation);
        if (backups.find(service.id(), id).isEmpty()) {
            return new StepOutcome.Done(Json.object());
        }
        return switch (provider(service).observeSnapshot(service.identity(), id)) {
            case SnapshotObservation.Available(long sizeBytes) ->
                new StepOutcome.Done(Json.object(), () -> backups.available(id, sizeBytes));
            case SnapshotObservation.Creating creating -> StepPerformer.lookAgain(step);
            case SnapshotObservation.Absent absent -> throw StepPerformer.notYet("snapshot");
            case SnapshotObservation.Failed(String reason) -> StepPerformer.broken(reason);
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

    /** Lets nobody write any more to what is about to be replaced, as far as anything is left of it. */
    void closeReplaced(Operation operation, Service service) {
        if (!isSwitchedOver(operation, service) && isThere(service)) {
            close(service);
        }
    }

    private void close(Service service) {
        provider(service).dismiss(service.identity(), logins.administrator(service.id()));
    }

    /** Whether the restored database is the service's own; then this is the call of a worker that is late. */
    private static boolean isSwitchedOver(Operation operation, Service service) {
        return !LoginSteps.isClosedFor(operation, service);
    }

    /** After a deletion that failed, looks which backups it has left; what is returned records it. */
    Optional<Runnable> recount(Operation operation, Service service) {
        if (service.type() != ServiceType.DATABASE
                || operation.type() == OperationType.CREATE
                || ServiceRecords.statusBefore(operation.input()) != ServiceStatus.FAILED) {
            return Optional.empty();
        }
        Map<UUID, SnapshotObservation> left = new HashMap<>();
        backups.deleting(service.id())
                .forEach(id -> left.put(id, provider(service).observeSnapshot(service.identity(), id)));
        return Optional.of(() -> left.forEach((id, snapshot) -> {
            switch (snapshot) {
                case SnapshotObservation.Available(long sizeBytes) -> backups.available(id, sizeBytes);
                case SnapshotObservation.Creating creating -> backups.kept(id);
                case SnapshotObservation.Absent absent -> backups.deleted(id);
                case SnapshotObservation.Failed failed -> backups.deleted(id);
            }
        }));
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
            case Observed.Absent absent -> throw StepPerformer.notYet("database");
            case Observed.Broken(String reason) -> StepPerformer.broken(reason);
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
    void removeStale(Operation operation, UUID serviceId) {
        if (operation.type() == OperationType.SNAPSHOT || operation.input().has(ServiceRecords.REPLACED_BACKUP_ID)) {
            whileNeeded(
                    serviceId,
                    service -> backups.find(serviceId, madeId(operation)).isEmpty()
                            ? provider(service).deleteSnapshot(service.identity(), madeId(operation))
                            : Progress.DONE);
        }
        OptionalLong generation = ServiceRecords.resourceGeneration(operation.input());
        if (generation.isPresent()) {
            whileNeeded(
                    serviceId,
                    service -> isUnused(service, operation, generation.getAsLong())
                            ? provider(service).removeUnused(service.identity(generation.getAsLong()))
                            : Progress.DONE);
        } else if (MAKING.contains(operation.type())) {
            // A generation that the service has left behind is never its own again.
            whileNeeded(serviceId, service -> provider(service).removeReplaced(service.identity()));
        }
    }

    /** Whether no operation will ever make this generation the service's own: the one that could have is over. */
    private static boolean isUnused(Service service, Operation operation, long generation) {
        return !operation.id().equals(service.operationId()) && service.resourceGeneration() != generation;
    }

    /** Calls until nothing is left to be done or the removal is on its way, each time for the service as it is then. */
    private void whileNeeded(UUID serviceId, Function<Service, Progress> removal) {
        for (int i = 0; i < PHASES_OF_REMOVAL; i++) {
            Service service = records.get(serviceId);
            if (!Lifecycle.holdsResource(service.status()) || removal.apply(service) == Progress.DONE) {
                return;
            }
        }
    }

    private DatabaseProvider provider(Service service) {
        return providers.get(service.provider()).database();
    }
}
