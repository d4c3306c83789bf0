package cloud.lariba.cloud.orphans;

import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.ResourceIdentity;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Removes orphans that an administrator gave up, phase by phase, until they are gone. */
@ApplicationScoped
class OrphanRemoval {

    private static final Logger LOG = Logger.getLogger(OrphanRemoval.class);
    private static final int BATCH = 20;
    private static final int OBJECTS_AT_ONCE = 1000;
    private static final long GENERATION_OF_RESOURCE = 1;
    private static final UUID NO_PROJECT = new UUID(0, 0);

    private final Providers providers;
    private final OrphanRows rows;
    private final OrphansConfig config;

    OrphanRemoval(Providers providers, OrphanRows rows, OrphansConfig config) {
        this.providers = providers;
        this.rows = rows;
        this.config = config;
    }

    @Scheduled(every = "${lariba.orphans.poll:5S}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void removeWhatIsDue() {
        rows.takeRemovals(config.removalPause(), BATCH).forEach(this::remove);
    }

    private void remove(Orphan orphan) {
        try {
            // A service may account for it since; and what cannot be proved to be ours any more is not touched.
            boolean accounted =
                    !rows.accounting(List.of(orphan.found().serviceId())).isEmpty();
            Provider provider = providers.get(orphan.provider());
            boolean ours =
                    orphan.begun() || provider.inventory().prove(orphan.found()).isPresent();
            if (accounted || !ours) {
                rows.gone(orphan.id());
                return;
            }
            // What is on its way out does not show any more, but what was made for it alone is still to be removed.
            rows.begin(orphan.id());
            if (call(provider, orphan) == Progress.DONE) {
                LOG.infof(
                        "orphan-removed provider=%s resource=%s service=%s",
                        orphan.provider(),
                        orphan.found().resourceId(),
                        orphan.found().serviceId());
                rows.gone(orphan.id());
            } else {
                rows.explain(orphan.id(), null);
            }
        } catch (ProviderException e) {
            LOG.warnf("orphan-not-removed orphan=%s reason=%s", orphan.id(), e.reason());
            rows.explain(orphan.id(), e.getMessage());
        }
    }

    private static Progress call(Provider provider, Orphan orphan) {
        UUID project = orphan.found().projectId();
        ResourceIdentity identity = new ResourceIdentity(
                orphan.found().serviceId(),
                project == null ? NO_PROJECT : project,
                orphan.found().region(),
                GENERATION_OF_RESOURCE);
        return switch (orphan.found().kind()) {
            case COMPUTE -> provider.compute().terminate(identity);
            case STORAGE -> {
                if (!provider.storage().empty(identity, OBJECTS_AT_ONCE)) {
                    yield Progress.CALL_AGAIN;
                }
                provider.storage().delete(identity);
                yield Progress.DONE;
            }
            case DATABASE -> provider.database().delete(identity, false);
        };
    }
}
