package cloud.lariba.project.projects;

import cloud.lariba.outbox.Outbox;
import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.project.access.Members;
import cloud.lariba.project.access.Permission;
import cloud.lariba.project.access.ProjectState;
import cloud.lariba.project.projects.Plan.Change;
import cloud.lariba.project.quota.QuotaDefaults;
import cloud.lariba.rest.Ids;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

    /** The project is deleted once it is known to have no services; {@code operationId} tells this deletion from others. */
    public record Closing(UUID operationId) implements Begun {}

    /**
     * The project is deleted once cloud-service has deleted its services.
     *
     * @param eventId the event that asks for it; null when it was asked for before
     */
    public record Cascading(ProjectView project, @Nullable UUID eventId) implements Begun {}

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
     * Marks the project as being deleted. A cascading deletion that is under way is answered again; one without cascade
     * gives way to one with.
     *
     * @param ifMatch the client's condition, or null
     * @param cascade whether the services are to be deleted too
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code precondition_failed}, {@code invalid_state}
     */
    @Transactional
    public Begun begin(UUID userId, UUID projectId, @Nullable String ifMatch, boolean cascade) {
        ProjectGate.Locked locked = deletable(userId, projectId, ifMatch, cascade);
        ProjectEntity project = locked.project();
        if (project.isCascading()) {
            return new Cascading(project.view(locked.role(), defaults), null);
        }
        Deletion deletion = begin(project, cascade, userId);
        if (!cascade) {
            return new Closing(deletion.operationId());
        }
        UUID eventId = request(project, deletion);
        projects.flush();
        return new Cascading(project.view(locked.role(), defaults), eventId);
    }

    /**
     * What {@link #begin} would lead to; refuses what it would refuse.
     *
     * @throws ProblemException see {@link #begin}
     */
    @Transactional
    public Plan plan(UUID userId, UUID projectId, @Nullable String ifMatch, boolean cascade) {
        ProjectState before = deletable(userId, projectId, ifMatch, cascade).project().state;
        return Plan.of(
                Plan.Action.DELETE,
                Projects.RESOURCE,
                projectId,
                List.of(new Change("state", before, ProjectState.DELETED)));
    }

    /** Begins the cascading deletion of every project that has this user as its only owner, who is the actor too. */
    @Transactional
    public void beginAllOf(UUID userId) {
        for (UUID id : members.soleOwned(userId)) {
            projects.lock(id)
                    .filter(project -> project.state != ProjectState.DELETED && !project.isCascading())
                    .ifPresent(project -> request(project, begin(project, true, userId)));
        }
    }

    private ProjectGate.Locked deletable(UUID userId, UUID projectId, @Nullable String ifMatch, boolean cascade) {
        ProjectGate.Locked locked = gate.lock(userId, projectId, Permission.DELETE, ifMatch);
        if (locked.project().state == ProjectState.DELETING && !locked.project().isCascading() && !cascade) {
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

    private UUID request(ProjectEntity project, Deletion deletion) {
        return outbox.publish(
                "cloud",
                REQUESTED,
                project.id.toString(),
                new Request(project.id, deletion.operationId(), deletion.actorId(), project.name));
    }
}
