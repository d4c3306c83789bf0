package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.operations.Step;
import cloud.lariba.cloud.providers.BucketObservation;
import cloud.lariba.cloud.providers.BucketSettings;
import cloud.lariba.cloud.providers.BucketSpec;
import cloud.lariba.cloud.providers.Difference;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException.Permanent;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.StorageProvider;
import cloud.lariba.cloud.services.Finding;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import cloud.lariba.cloud.services.Specs;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Buckets. */
@ApplicationScoped
class StorageResources implements Resources {

    private static final int OBJECTS_AT_ONCE = 1000;

    private final Providers providers;
    private final Specs specs;

    StorageResources(Providers providers, Specs specs) {
        this.providers = providers;
        this.specs = specs;
    }

    @Override
    public ServiceType type() {
        return ServiceType.STORAGE;
    }

    /** An adoption makes no bucket in the place of one that is gone. */
    @Override
    public Progress ensure(Service service, Operation operation, Step step) {
        if (operation.input().path(ServiceRecords.ADOPTED).asBoolean() && observe(service) instanceof Observed.Absent) {
            throw new Permanent(
                    Permanent.Reason.VANISHED, "The bucket is gone at the provider; a new one would be empty.", null);
        }
        BucketSettings settings = (BucketSettings) specs.settings(service);
        provider(service).ensureBucket(new BucketSpec(service.identity(), settings));
        return Progress.DONE;
    }

    @Override
    public Observed observe(Service service) {
        return switch (provider(service).observe(service.identity())) {
            case BucketObservation.Absent absent -> new Observed.Absent();
            case BucketObservation.Creating creating -> new Observed.Changing();
            case BucketObservation.Available available ->
                new Observed.Ready(ServiceStatus.RUNNING, Json.tree(available.outputs()));
            case BucketObservation.Failed(String reason) -> new Observed.Broken(reason);
        };
    }

    @Override
    public List<Difference> differences(Service service) {
        BucketSettings settings = (BucketSettings) specs.settings(service);
        return provider(service).differences(new BucketSpec(service.identity(), settings));
    }

    /** A bucket that was ready before, and is not any more, is one whose guards somebody took away. */
    @Override
    public Finding compared(Service service, Observed observed) {
        return observed instanceof Observed.Changing
                ? new Finding.Present(ServiceStatus.RUNNING, service.outputs(), differences(service))
                : Resources.super.compared(service, observed);
    }

    @Override
    public Progress remove(Service service) {
        provider(service).delete(service.identity());
        return Progress.DONE;
    }

    boolean isEmpty(Service service) {
        return provider(service).isEmpty(service.identity());
    }

    /** The time by which {@link #emptySome} goes. */
    Instant clock(Service service) {
        return provider(service).clock(service.identity());
    }

    /** Removes some objects that were written until then; returns whether none of them is left. */
    boolean emptySome(Service service, Instant writtenUntil) {
        return provider(service).empty(service.identity(), writtenUntil, OBJECTS_AT_ONCE);
    }

    List<String> accessKeys(Service service) {
        return provider(service).accessKeys(service.identity());
    }

    void revoke(Service service, Set<String> accessKeyIds) {
        provider(service).revokeCredentials(service.identity(), accessKeyIds);
    }

    private StorageProvider provider(Service service) {
        return providers.get(service.provider()).storage();
    }
}
