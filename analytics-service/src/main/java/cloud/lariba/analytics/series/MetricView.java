package cloud.lariba.analytics.series;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A metric that a project has.
 *
 * @param name its name
 * @param unit its unit as a UCUM code when the name tells it, else null
 * @param series how many series it has
 * @param lastSeen the time of its latest sample; null when none is kept any more
 */
@Schema(name = "Metric")
record MetricView(
        @Schema(required = true) String name,
        @Nullable String unit,
        long series,
        @Nullable Instant lastSeen) {}
