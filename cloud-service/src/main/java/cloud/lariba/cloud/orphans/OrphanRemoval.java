package cloud.lariba.cloud.orphans;

import cloud.lariba.cloud.providers.FoundResource;
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
import java.util.Optional;
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
            Provider provider = providers.get(orphan.provider());
            Optional<OrphanRows.Account> account = account(orphan);
            boolean accounted = account.filter(
                            present -> present.covers(orphan.found(), id -> isThere(provider, orphan.found(), id)))
                    .isPresent();
            boolean ours =
                    orphan.begun() || provider.inventory().prove(orphan.found()).isPresent();
            if (accounted || !ours) {
                rows.gone(orphan.id());
                return;
            }
            // What is on its way out does not show any more, but what was made for it alone is still to be removed.
            rows.begin(orphan.id());
            if (call(provider, orphan, account.isPresent()) == Progress.DONE) {
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

    private Optional<OrphanRows.Account> account(Orphan orphan) {
        UUID service = orphan.found().serviceId();
        return Optional.ofNullable(rows.accounting(List.of(service)).get(service));
    }

    private static boolean isThere(Provider provider, FoundResource surplus, String instanceId) {
        FoundResource own = new FoundResource(
                surplus.kind(), instanceId, surplus.region(), surplus.serviceId(), surplus.projectId(), null, 0);
        return provider.inventory().prove(own).isPresent();
    }

    /** Of a service that lives just this is removed; of one that does not, everything that belongs to it. */
    private static Progress call(Provider provider, Orphan orphan, boolean serviceLives) {
        FoundResource found = orphan.found();
        UUID project = found.projectId();
        ResourceIdentity identity = new ResourceIdentity(
                found.serviceId(), project == null ? NO_PROJECT : project, found.region(), GENERATION_OF_RESOURCE);
        return switch (found.kind()) {
            case COMPUTE ->
                serviceLives
                        ? provider.inventory().remove(found)
                        : provider.compute().terminate(identity);
            case STORAGE -> {
                if (!provider.storage().empty(identity, OBJECTS_AT_ONCE)) {
                    yield Progress.CALL_AGAIN;
                }
                provider.storage().delete(identity);
                yield Progress.DONE;
            }
            case DATABASE -> provider.database().delete(identity, false);
            case DISK, SNAPSHOT, SECURITY_GROUP, KEY_PAIR, ACCESS_USER ->
                provider.inventory().remove(found);
        };
    }
}
