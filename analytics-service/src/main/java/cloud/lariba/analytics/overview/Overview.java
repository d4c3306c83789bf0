package cloud.lariba.analytics.overview;

import cloud.lariba.analytics.series.LatestSamples.LatestSample;
import cloud.lariba.analytics.usage.OperationOutcomes;
import cloud.lariba.analytics.usage.Quantity;
import cloud.lariba.analytics.usage.ServiceLedger.ServiceCount;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is going on.
 *
 * @param projectId the project, when one was asked for
 * @param projects how many projects are covered
 * @param from the start of the month, in UTC; operations and usage count from then
 * @param to now
 * @param services services that are not deleted, by type and state
 * @param operations operations of this month by their end
 * @param usage usage of this month by type of service
 * @param metrics the latest sample of each metric in each project within a day, newest first, at most 100
 */
@Schema(name = "Overview")
public record Overview(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID projectId,
        int projects,
        Instant from,
        Instant to,
        List<ServiceCount> services,
        OperationOutcomes.Counts operations,
        List<Quantity> usage,
        List<LatestSample> metrics) {}
