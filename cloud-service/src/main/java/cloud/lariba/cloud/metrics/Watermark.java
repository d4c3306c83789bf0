package cloud.lariba.cloud.metrics;

import java.time.Instant;
import java.util.UUID;

/**
 * A service that this replica has taken to read.
 *
 * @param serviceId the service
 * @param readUntil up to when its samples were delivered
 * @param leaseEnd until when nobody else takes it; whoever has another one has taken it over
 */
record Watermark(UUID serviceId, Instant readUntil, Instant leaseEnd) {}
