package cloud.lariba.cloud.orphans;

import cloud.lariba.cloud.providers.Capability;
import cloud.lariba.cloud.providers.FoundResource;
import cloud.lariba.cloud.providers.InventoryProvider;
import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.ProviderException;
import cloud.lariba.cloud.providers.Providers;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Compares what providers have with the services that account for it, region by region. A service is recorded before anything is made for it and
 * stays recorded until everything is gone, so a resource without one is an orphan at first sight.
 */
@ApplicationScoped
class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final int BATCH = 1000;

    private final Providers providers;
    private final OrphanRows rows;
    private final OrphansConfig config;
    private final Clock clock;

    Sweeper(Providers providers, OrphanRows rows, OrphansConfig config, Clock clock) {
        this.providers = providers;
        this.rows = rows;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${lariba.orphans.poll:5S}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweepWhatIsDue() {
        for (Provider provider : providers.all()) {
            if (!provider.capabilities().contains(Capability.INVENTORY)) {
                continue;
            }
            for (String region : provider.regions()) {
                if (rows.takeTurn(provider.name(), region, config.every())) {
                    sweep(provider, region);
                }
            }
        }
    }

    /** Sweeps one region; what the provider does not answer stays as it was. */
    void sweep(Provider provider, String region) {
        Instant begun = clock.instant();
        try {
            InventoryProvider inventory = provider.inventory();
            InventoryProvider.Listing listing = inventory.list(region);
            List<FoundResource> found = listing.resources();
            Set<String> instances = found.stream()
                    .filter(resource -> resource.kind() == FoundResource.Kind.COMPUTE)
                    .map(FoundResource::resourceId)
                    .collect(Collectors.toSet());
            boolean complete = listing.complete();
            int orphans = 0;
            for (int from = 0; from < found.size(); from += BATCH) {
                for (FoundResource suspect :
                        unaccounted(found.subList(from, Math.min(found.size(), from + BATCH)), instances)) {
                    Check check = check(provider, inventory, suspect);
                    orphans += check == Check.ORPHAN ? 1 : 0;
                    complete &= check != Check.UNKNOWN;
                }
            }
            if (complete) {
                rows.forgetUnseen(provider.name(), region, begun);
            }
            LOG.debugf(
                    "orphans-swept provider=%s region=%s resources=%d orphans=%d",
                    provider.name(), region, found.size(), orphans);
        } catch (ProviderException e) {
            LOG.warnf("orphans-not-swept provider=%s region=%s reason=%s", provider.name(), region, e.reason());
        }
    }

    private List<FoundResource> unaccounted(List<FoundResource> found, Set<String> instances) {
        Map<UUID, OrphanRows.Account> accounting = rows.accounting(
                found.stream().map(FoundResource::serviceId).distinct().toList());
        return found.stream()
                .filter(resource -> {
                    OrphanRows.Account account = accounting.get(resource.serviceId());
                    return account == null || !account.covers(resource, instances::contains);
                })
                .toList();
    }

    /** One that cannot be looked at keeps none of the others from being shown. */
    private Check check(Provider provider, InventoryProvider inventory, FoundResource suspect) {
        try {
            Optional<FoundResource> proved = inventory.prove(suspect);
            proved.ifPresent(orphan -> rows.seen(provider.name(), orphan));
            return proved.isPresent() ? Check.ORPHAN : Check.NOT_OURS;
        } catch (ProviderException e) {
            LOG.warnf(
                    "suspect-not-proved provider=%s region=%s resource=%s reason=%s",
                    provider.name(), suspect.region(), suspect.resourceId(), e.reason());
            return Check.UNKNOWN;
        }
    }

    private enum Check {
        ORPHAN,
        NOT_OURS,
        UNKNOWN
    }
}
