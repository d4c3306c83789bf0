package cloud.lariba.cloud.services;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Deletes services whose time is over, with all they hold. Protected ones stay. */
@ApplicationScoped
class ServiceExpiry {

    private static final Logger LOG = Logger.getLogger(ServiceExpiry.class);
    private static final int BATCH = 100;

    private final ServiceRepository services;
    private final ServiceRecords records;
    private final Clock clock;

    ServiceExpiry(ServiceRepository services, ServiceRecords records, Clock clock) {
        this.services = services;
        this.records = records;
        this.clock = clock;
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void deleteExpired() {
        List<UUID> expired = QuarkusTransaction.requiringNew().call(() -> services.expired(clock.instant(), BATCH));
        for (UUID id : expired) {
            QuarkusTransaction.requiringNew().run(() -> {
                if (records.beginDeletion(id, null)) {
                    LOG.infof("service-expired service=%s", id);
                }
            });
        }
    }
}
