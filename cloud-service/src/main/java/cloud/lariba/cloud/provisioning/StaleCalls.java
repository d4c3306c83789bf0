package cloud.lariba.cloud.provisioning;

import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.operations.Operation;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.services.Lifecycle;
import cloud.lariba.cloud.services.Service;
import cloud.lariba.cloud.services.ServiceRecords;
import cloud.lariba.cloud.services.ServiceStatus;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Makes good what the call of a worker did that had lost its lease: after the new owner's operation, and others after it, had ended. A deleted
 * service's resource has no business to be there, so it is removed; what it changed of a living one
 * is looked at soon, and shows as drift.
 */
@ApplicationScoped
class StaleCalls {

    private static final Logger LOG = Logger.getLogger(StaleCalls.class);

    /** Two minutes, in which an instance goes. */
    private static final int LOOKS_AT_REMOVAL = 18;

    private final List<Resources> all;
    private final StorageResources storage;
    private final LoginSteps logins;
    private final SnapshotSteps snapshots;
    private final ServiceRecords records;

    StaleCalls(
            @All List<Resources> all,
            StorageResources storage,
            LoginSteps logins,
            SnapshotSteps snapshots,
            ServiceRecords records) {
        this.all = all;
        this.storage = storage;
        this.logins = logins;
        this.snapshots = snapshots;
        this.records = records;
    }

    /** Makes good what the last call of this operation's former worker may have done. */
    void makeGood(Operation operation) {
        Service service = records.get(operation.requiredServiceId());
        try {
            if (service.status() == ServiceStatus.DELETED) {
                if (!removeAgain(service)) {
                    LOG.warnf("stale-effect-left-to-the-sweep service=%s", service.id());
                }
            } else {
                // First, since a provider that does not answer ends the rest.
                QuarkusTransaction.requiringNew().run(() -> records.lookSoon(service.id()));
                restoreDatabase(operation, service);
            }
        } catch (ProviderException e) {
            LOG.warnf("stale-effect-not-removed service=%s reason=%s", service.id(), e.reason());
        }
    }

    /** Removes everything, phase by phase; tells whether nothing is left. What takes longer than a worker waits is for the sweep. */
    private boolean removeAgain(Service service) {
        if (service.type() == ServiceType.STORAGE && !storage.isEmpty(service)) {
            return false;
        }
        for (int look = 0; look < LOOKS_AT_REMOVAL; look++) {
            if (Resources.of(all, service).remove(service) == Progress.DONE) {
                return true;
            }
            if (!pause(StepPerformer.waitBefore(look))) {
                return false;
            }
        }
        return false;
    }

    private static boolean pause(Duration wait) {
        try {
            Thread.sleep(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void restoreDatabase(Operation operation, Service service) {
        if (service.type() == ServiceType.DATABASE && Lifecycle.holdsResource(service.status())) {
            snapshots.removeStale(operation, service.id());
            logins.restoreCurrent(service.id());
        }
    }
}
