package cloud.lariba.analytics.series;

import cloud.lariba.analytics.projects.ProjectAccess;
import cloud.lariba.analytics.projects.Role;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Lists what is measured. */
@ApplicationScoped
class Metrics {

    private final ProjectAccess access;
    private final MetricRepository metrics;

    Metrics(ProjectAccess access, MetricRepository metrics) {
        this.access = access;
        this.metrics = metrics;
    }

    /** The project's metrics, the one that appeared last first. */
    Page<MetricView> list(UUID userId, UUID projectId, PageRequest page) {
        access.require(userId, projectId, Role::mayRead);
        return page.page(
                metrics.list(projectId, page),
                MetricRepository.Metric::place,
                metric -> new MetricView(
                        metric.name(), Units.of(metric.name()).orElse(null), metric.series(), metric.lastSeen()));
    }
}
