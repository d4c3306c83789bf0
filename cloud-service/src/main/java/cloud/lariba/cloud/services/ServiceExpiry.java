package cloud.lariba.cloud.services;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Deletes services whose time is over, with all they hold. Protected ones stay. A deletion that failed is tried again after some minutes. */
@ApplicationScoped
class ServiceExpiry {

    private static final Logger LOG = Logger.getLogger(ServiceExpiry.class);
    private static final int BATCH = 100;

    private final ServiceRepository services;
    private final ServiceRecords records;
    private final ExpiryConfig config;
    private final Clock clock;

    ServiceExpiry(ServiceRepository services, ServiceRecords records, ExpiryConfig config, Clock clock) {
        this.services = services;
        this.records = records;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void deleteExpired() {
        Instant now = clock.instant();
        List<UUID> expired = QuarkusTransaction.requiringNew()
                .call(() -> services.expired(now, now.minus(config.retryAfter()), BATCH));
        for (UUID id : expired) {
            QuarkusTransaction.requiringNew().run(() -> {
                if (records.beginDeletion(id, null)) {
                    LOG.infof("service-expired service=%s", id);
                }
            });
        }
    }
}
