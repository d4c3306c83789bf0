package cloud.lariba.cloud.drift;

import cloud.lariba.cloud.providers.Provider;
import cloud.lariba.cloud.providers.Providers;
import cloud.lariba.cloud.services.ServiceLooks;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Has each region's services looked at, round by round, each on a thread of its own: one that does not answer holds up no other. Replicas share the regions by turns
 * and the services by leases.
 */
@ApplicationScoped
class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final Providers providers;
    private final DriftRounds rounds;
    private final RegionLooks regions;
    private final ServiceLooks looks;
    private final DriftConfig config;
    private final Set<Place> busy = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("drift-", 0).factory());

    private record Place(String provider, String region) {}

    Reconciler(Providers providers, DriftRounds rounds, RegionLooks regions, ServiceLooks looks, DriftConfig config) {
        this.providers = providers;
        this.rounds = rounds;
        this.regions = regions;
        this.looks = looks;
        this.config = config;
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    /** Replicas of an earlier version may go on to make services for a while. */
    @Scheduled(every = "${lariba.drift.pace:1H}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void findUnknownServices() {
        int added = looks.addMissing();
        if (added > 0) {
            LOG.infof("services-to-be-looked-at added=%d", added);
        }
    }

    @Scheduled(every = "${lariba.drift.poll:5S}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void lookWhereItIsDue() {
        for (Provider provider : providers.all()) {
            if (!provider.capabilities().isEmpty()) {
                provider.regions().forEach(region -> lookIfItIsDue(provider, region));
            }
        }
    }

    private void lookIfItIsDue(Provider provider, String region) {
        Place place = new Place(provider.name(), region);
        if (!busy.add(place)) {
            return;
        }
        threads.execute(() -> {
            try {
                if (rounds.takeTurn(provider.name(), region, config.every())) {
                    regions.lookAround(provider, region, config.callsPerRound());
                }
            } catch (RuntimeException e) {
                LOG.errorf(e, "drift-round-broken provider=%s region=%s", provider.name(), region);
            } finally {
                busy.remove(place);
            }
        });
    }
}
