package cloud.lariba.project.projects;

import cloud.lariba.problem.ProblemException;
import cloud.lariba.project.access.Members;
import cloud.lariba.project.access.Permission;
import cloud.lariba.project.access.ProjectAccess;
import cloud.lariba.project.access.Role;
import cloud.lariba.project.projects.Outcome.Changed;
import cloud.lariba.project.projects.Outcome.Planned;
import cloud.lariba.project.projects.Plan.Change;
import cloud.lariba.project.quota.QuotaDefaults;
import cloud.lariba.rest.Cursor;
import cloud.lariba.rest.Ids;
import cloud.lariba.rest.Page;
import cloud.lariba.rest.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Making, reading and changing projects. */
@ApplicationScoped
class Projects {

    static final String RESOURCE = "project";

    private final ProjectRepository projects;
    private final ProjectAccess access;
    private final ProjectGate gate;
    private final Members members;
    private final QuotaDefaults defaults;
    private final Clock clock;
    private final Ids ids;

    Projects(
            ProjectRepository projects,
            ProjectAccess access,
            ProjectGate gate,
            Members members,
            QuotaDefaults defaults,
            Clock clock,
            Ids ids) {
        this.projects = projects;
        this.access = access;
        this.gate = gate;
        this.members = members;
        this.defaults = defaults;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Makes a project that the user owns.
     *
     * @throws ProblemException {@code invalid_input} or {@code name_taken}
     */
    @Transactional
    Outcome create(UUID userId, ProjectFields fields, boolean dryRun) {
        ProjectFields.Checked checked = fields.check();
        UUID id = ids.next();
        projects.requireFreeName(userId, checked.name(), id);
        if (dryRun) {
            return new Planned(Plan.of(
                    Plan.Action.CREATE,
                    RESOURCE,
                    null,
                    List.of(
                            new Change("name", null, checked.name()),
                            new Change("description", null, checked.description()),
                            new Change("labels", null, checked.labels()))));
        }
        Instant now = clock.instant();
        ProjectEntity project = new ProjectEntity(id, userId, checked, now);
        projects.persist(project);
        projects.flushName();
        members.addOwner(id, userId, now);
        return new Changed(project.view(Role.OWNER, defaults));
    }

    /** A page of the user's projects. */
    @Transactional
    Page<ProjectView> list(UUID userId, ProjectFilter filter, PageRequest page) {
        return page.page(
                projects.page(userId, filter, page, clock.instant()),
                found -> new Cursor(found.project().createdAt, found.project().id),
                found -> found.project().view(found.role(), defaults));
    }

    /**
     * The project, unless it is deleted.
     *
     * @throws ProblemException {@code not_found}
     */
    @Transactional
    ProjectView get(UUID userId, UUID projectId) {
        Role role = access.require(userId, projectId, Permission.READ).role();
        return projects.findByIdOptional(projectId)
                .orElseThrow(ProblemException::notFound)
                .view(role, defaults);
    }

    /**
     * Changes the writable fields.
     *
     * @param ifMatch the client's condition, or null
     * @param change makes the new fields from the present ones
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code precondition_failed}, {@code
     *     invalid_state}, {@code invalid_input}, {@code name_taken}
     */
    @Transactional
    Outcome change(
            UUID userId,
            UUID projectId,
            @Nullable String ifMatch,
            UnaryOperator<ProjectFields> change,
            boolean dryRun) {
        ProjectGate.Locked locked = gate.lockActive(userId, projectId, Permission.CHANGE, ifMatch);
        ProjectEntity project = locked.project();
        ProjectFields.Checked after = change.apply(project.fields()).check();
        projects.requireFreeName(project.ownerId, after.name(), project.id);
        if (dryRun) {
            return new Planned(Plan.of(
                    Plan.Action.UPDATE,
                    RESOURCE,
                    projectId,
                    List.of(
                            new Change("name", project.name, after.name()),
                            new Change("description", project.description, after.description()),
                            new Change("labels", Map.copyOf(project.labels), after.labels()))));
        }
        project.change(after, clock.instant());
        projects.flushName();
        return new Changed(project.view(locked.role(), defaults));
    }
}
