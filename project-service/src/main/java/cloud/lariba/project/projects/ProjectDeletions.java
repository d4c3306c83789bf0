package cloud.lariba.project.projects;

import cloud.lariba.outbox.Outbox;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.project.access.Members;
import cloud.lariba.project.access.Permission;
import cloud.lariba.project.access.ProjectState;
import cloud.lariba.project.access.Role;
import cloud.lariba.project.projects.Plan.Change;
import cloud.lariba.project.projects.ProjectSettlement.Undecided;
import cloud.lariba.project.quota.QuotaDefaults;
import cloud.lariba.rest.Ids;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Beginning the deletion of projects: one transaction each, and no word to other services but through the outbox. */
@ApplicationScoped
public class ProjectDeletions {

    private static final String REQUESTED = "cloud.lariba.project.deletion_requested";

    private final ProjectRepository projects;
    private final ProjectGate gate;
    private final Members members;
    private final QuotaDefaults defaults;
    private final Outbox outbox;
    private final Clock clock;
    private final Ids ids;

    /** A deletion that has begun. */
    public sealed interface Begun {}

    /** The project is being deleted once it is known that no service stands in the way. */
    public record Closing(Undecided deletion) implements Begun {}

    /** The project is deleted once cloud-service has deleted its services, which it was asked to before. */
    public record Cascading(ProjectView project) implements Begun {}

    /** What {@link #requestCascade} leads to: the event that asks cloud-service. */
    public record Requested(ProjectView project, UUID eventId) {}

    /** What cloud-service is told of a cascading deletion. */
    @RegisterForReflection
    private record Request(UUID projectId, UUID operationId, UUID actorId, String name) {}

    ProjectDeletions(
            ProjectRepository projects,
            ProjectGate gate,
            Members members,
            QuotaDefaults defaults,
            Outbox outbox,
            Clock clock,
            Ids ids) {
        this.projects = projects;
        this.gate = gate;
        this.members = members;
        this.defaults = defaults;
        this.outbox = outbox;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Marks the project as being deleted. A cascading deletion that is under way is answered again.
     *
     * @param ifMatch the client's condition, or null
     * @param cascade whether the services are to be deleted too
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code precondition_failed}, {@code invalid_state}
     */
    @Transactional
    public Begun begin(UUID userId, UUID projectId, @Nullable String ifMatch, boolean cascade) {
        ProjectGate.Locked locked = deletable(userId, projectId, ifMatch);
        ProjectEntity project = locked.project();
        if (project.isCascading()) {
            return new Cascading(project.view(locked.role(), defaults));
        }
        Deletion deletion = begin(project, cascade, userId);
        return new Closing(new Undecided(projectId, deletion.operationId(), cascade));
    }

    /** Has cloud-service delete the services, none of which stands in the way; empty when the project has moved on since. */
    @Transactional
    public Optional<Requested> requestCascade(Undecided undecided) {
        return projects.lock(undecided.projectId())
                .filter(project -> project.isBeingDeletedBy(undecided.operationId()))
                .map(project -> {
                    UUID eventId = request(project);
                    projects.flush();
                    return new Requested(project.view(Role.OWNER, defaults), eventId);
                });
    }

    /**
     * What {@link #begin} would lead to; refuses what it would refuse.
     *
     * @throws ProblemException see {@link #begin}
     */
    @Transactional
    public Plan plan(UUID userId, UUID projectId, @Nullable String ifMatch) {
        ProjectState before = deletable(userId, projectId, ifMatch).project().state;
        return Plan.of(
                Plan.Action.DELETE,
                Projects.RESOURCE,
                projectId,
                List.of(new Change("state", before, ProjectState.DELETED)));
    }

    /**
     * Begins the cascading deletion of every project that has this user as its only owner, who is the actor too. Nothing stands in its way: nobody
     * would be left who could take a service's protection back.
     */
    @Transactional
    public void beginAllOf(UUID userId) {
        for (UUID id : members.soleOwned(userId)) {
            projects.lock(id)
                    .filter(project -> project.state != ProjectState.DELETED && !project.isCascading())
                    .ifPresent(project -> {
                        begin(project, true, userId);
                        request(project);
                    });
        }
    }

    private ProjectGate.Locked deletable(UUID userId, UUID projectId, @Nullable String ifMatch) {
        ProjectGate.Locked locked = gate.lock(userId, projectId, Permission.DELETE, ifMatch);
        if (locked.project().state == ProjectState.DELETING && !locked.project().isCascading()) {
            throw ProblemException.of(ProblemCode.INVALID_STATE, "The project is being deleted.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        return locked;
    }

    private Deletion begin(ProjectEntity project, boolean cascade, UUID actorId) {
        Deletion deletion = new Deletion(ids.next(), cascade, actorId);
        project.beginDeletion(deletion, clock.instant());
        return deletion;
    }

    private UUID request(ProjectEntity project) {
        Deletion deletion = Objects.requireNonNull(project.deletion);
        project.awaitEmptied();
        return outbox.publish(
                "cloud",
                REQUESTED,
                project.id.toString(),
                new Request(project.id, deletion.operationId(), deletion.actorId(), project.name));
    }
}
