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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
            List<FoundResource> found = inventory.list(region);
            int orphans = 0;
            for (int from = 0; from < found.size(); from += BATCH) {
                orphans += check(provider, inventory, found.subList(from, Math.min(found.size(), from + BATCH)));
            }
            rows.forgetUnseen(provider.name(), region, begun);
            LOG.debugf(
                    "orphans-swept provider=%s region=%s resources=%d orphans=%d",
                    provider.name(), region, found.size(), orphans);
        } catch (ProviderException e) {
            LOG.warnf("orphans-not-swept provider=%s region=%s reason=%s", provider.name(), region, e.reason());
        }
    }

    private int check(Provider provider, InventoryProvider inventory, List<FoundResource> found) {
        Set<UUID> accounting = new HashSet<>(rows.accounting(
                found.stream().map(FoundResource::serviceId).distinct().toList()));
        List<FoundResource> orphans = found.stream()
                .filter(resource -> !accounting.contains(resource.serviceId()))
                .flatMap(resource -> inventory.prove(resource).stream())
                .toList();
        orphans.forEach(orphan -> rows.seen(provider.name(), orphan));
        return orphans.size();
    }
}
