package cloud.lariba.cloud.services;

import cloud.lariba.cloud.projects.Permission;
import cloud.lariba.cloud.projects.ProjectAccess;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.rest.Cursor;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reading services. */
@ApplicationScoped
class Services {

    private final ServiceRepository services;
    private final ServiceGate gate;
    private final ProjectAccess access;

    /** A service together with the version for conditional requests. */
    record Versioned(ServiceView service, long version) {}

    Services(ServiceRepository services, ServiceGate gate, ProjectAccess access) {
        this.services = services;
        this.gate = gate;
        this.access = access;
    }

    /**
     * The service.
     *
     * @throws ProblemException {@code not_found}, {@code forbidden}
     */
    Versioned get(UUID id, UUID userId) {
        gate.see(id, userId, Permission.READ_SERVICES);
        return read(id);
    }

    @Transactional
    Versioned read(UUID id) {
        return services.findLive(id)
                .map(service -> new Versioned(ServiceView.of(service), service.version))
                .orElseThrow(ProblemException::notFound);
    }

    /**
     * Services of one project, or of all in which the user may see them.
     *
     * @param projectId the project, or null for all
     * @throws ProblemException {@code not_found}, {@code forbidden}
     */
    Page<ServiceView> list(@Nullable UUID projectId, UUID userId, ServiceFilter filter, PageRequest page) {
        List<UUID> projects;
        if (projectId == null) {
            projects = access.projectsPermitting(userId, Permission.READ_SERVICES);
        } else {
            access.require(projectId, userId, Permission.READ_SERVICES);
            projects = List.of(projectId);
        }
        return page(filter.in(projects), page);
    }

    @Transactional
    Page<ServiceView> page(ServiceFilter filter, PageRequest page) {
        return page.page(services.page(filter, page), row -> new Cursor(row.createdAt, row.id), ServiceView::of);
    }
}
