package cloud.lariba.analytics.usage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a project used.
 *
 * @param projectId the project
 * @param from the first moment
 * @param to the moment after the last
 * @param groupBy service, type or day
 * @param asOf when this was true; what still runs counts until then
 * @param items the quantities, none of them zero
 */
@Schema(name = "Usage")
record UsageAnswer(UUID projectId, Instant from, Instant to, String groupBy, Instant asOf, List<Quantity> items) {}
