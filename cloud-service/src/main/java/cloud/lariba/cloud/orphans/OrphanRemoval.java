package cloud.lariba.cloud.orphans;

import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.Progress;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.providers.ResourceIdentity;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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
    private static final String STILL_THERE =
            "It is not in the account that its project has now; it can be removed there, or when the project has its former role again.";
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
        rows.takeRemovals(config.removalPause(), BATCH).forEach(this::removeAlone);
    }

    /** One that fails unexpectedly keeps no other from its turn. */
    private void removeAlone(Orphan orphan) {
        try {
            remove(orphan);
        } catch (RuntimeException e) {
            LOG.errorf(e, "orphan-removal-broken orphan=%s", orphan.id());
        }
    }

    private void remove(Orphan orphan) {
        try {
            // A service may account for it since; and what cannot be proved to be ours any more is not touched.
            Provider provider = providers.get(orphan.provider());
            Optional<OrphanRows.Account> account = account(orphan);
            if (account.filter(OrphanRows.Account::busy).isPresent()) {
                // What the operation at work on the service makes of it shows when that has ended.
                return;
            }
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
            Extent extent = begin(orphan);
            boolean done = call(provider, orphan, extent) == Progress.DONE;
            if (done && provider.inventory().prove(orphan.found()).isPresent()) {
                // The call goes to the project's account of now.
                rows.explain(orphan.id(), STILL_THERE);
            } else if (done && end(orphan, extent)) {
                LOG.infof(
                        "orphan-removed provider=%s resource=%s service=%s",
                        orphan.provider(),
                        orphan.found().resourceId(),
                        orphan.found().serviceId());
            } else {
                rows.explain(orphan.id(), null);
            }
        } catch (ProviderException e) {
            LOG.warnf("orphan-not-removed orphan=%s reason=%s", orphan.id(), e.reason());
            rows.explain(orphan.id(), e.getMessage());
        }
    }

    /** What is to be removed. Whoever adopts a sibling waits for this, or is seen by it. */
    private Extent begin(Orphan orphan) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Extent extent = extent(orphan);
            rows.begin(orphan.id());
            return extent;
        });
    }

    /** Whether that was all; one that has become the last one meanwhile takes everything else with it. */
    private boolean end(Orphan orphan, Extent extent) {
        return QuarkusTransaction.requiringNew().call(() -> {
            boolean all = extent == extent(orphan) || extent == Extent.EVERYTHING_OF_SERVICE;
            if (all) {
                rows.gone(orphan.id());
            }
            return all;
        });
    }

    private Extent extent(Orphan orphan) {
        List<Orphan> ofService = rows.hold(orphan.found().serviceId());
        boolean last = account(orphan).isEmpty() && ofService.stream().noneMatch(orphan::isSiblingOf);
        return last ? Extent.EVERYTHING_OF_SERVICE : Extent.JUST_THIS;
    }

    private enum Extent {
        JUST_THIS,
        EVERYTHING_OF_SERVICE
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

    private static Progress call(Provider provider, Orphan orphan, Extent extent) {
        FoundResource found = orphan.found();
        if (extent == Extent.JUST_THIS && found.kind() != FoundResource.Kind.STORAGE) {
            return provider.inventory().remove(found);
        }
        UUID project = found.projectId();
        ResourceIdentity identity = new ResourceIdentity(
                found.serviceId(), project == null ? NO_PROJECT : project, found.region(), GENERATION_OF_RESOURCE);
        return switch (found.kind()) {
            case COMPUTE -> provider.compute().terminate(identity);
            case STORAGE -> {
                if (!provider.storage().empty(identity, Instant.MAX, OBJECTS_AT_ONCE)) {
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
