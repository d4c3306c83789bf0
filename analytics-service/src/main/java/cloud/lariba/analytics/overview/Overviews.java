package cloud.lariba.analytics.overview;

import cloud.lariba.analytics.input.QueryParameters.TimeRange;
import cloud.lariba.analytics.projects.ProjectAccess;
import cloud.lariba.analytics.projects.Role;
import cloud.lariba.analytics.series.LatestSamples;
import cloud.lariba.analytics.usage.OperationOutcomes;
import cloud.lariba.analytics.usage.ServiceLedger;
import cloud.lariba.analytics.usage.Usage;
import cloud.lariba.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts together what is going on. */
@ApplicationScoped
public class Overviews {

    private final ProjectAccess access;
    private final ServiceLedger services;
    private final OperationOutcomes operations;
    private final Usage usage;
    private final LatestSamples samples;
    private final Clock clock;

    Overviews(
            ProjectAccess access,
            ServiceLedger services,
            OperationOutcomes operations,
            Usage usage,
            LatestSamples samples,
            Clock clock) {
        this.access = access;
        this.services = services;
        this.operations = operations;
        this.usage = usage;
        this.samples = samples;
        this.clock = clock;
    }

    /**
     * The overview of one project.
     *
     * @throws ProblemException {@code not_found} or {@code forbidden}
     */
    public Overview ofProject(UUID userId, UUID projectId) {
        access.require(userId, projectId, Role::mayRead);
        return of(projectId, List.of(projectId));
    }

    /** The overview of all projects that the user may read. */
    public Overview ofAll(UUID userId) {
        List<UUID> projects = access.roles(userId).entrySet().stream()
                .filter(place -> place.getValue().mayRead())
                .map(Map.Entry::getKey)
                .toList();
        return of(null, projects);
    }

    private Overview of(@Nullable UUID projectId, List<UUID> projects) {
        Instant now = clock.instant();
        Instant month = now.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return new Overview(
                projectId,
                projects.size(),
                month,
                now,
                services.current(projects),
                operations.count(projects, month, now),
                usage.byType(projects, new TimeRange(month, now)),
                samples.find(projects));
    }
}
