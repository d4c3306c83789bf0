package cloud.lariba.analytics.series;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A series as it is stored.
 *
 * @param id its id
 * @param serviceId the service that it was measured at, if any
 * @param labels its further dimensions
 */
public record StoredSeries(long id, Optional<UUID> serviceId, Map<String, String> labels) {}
