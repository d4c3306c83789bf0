package cloud.lariba.project.deletion;

import cloud.lariba.identity.Caller;
import cloud.lariba.outbox.OutboxDispatcher;
import cloud.lariba.problem.ProblemException;
import cloud.lariba.project.projects.Outcome;
import cloud.lariba.project.projects.Plan;
import cloud.lariba.project.projects.ProjectDeletions;
import cloud.lariba.project.projects.ProjectDeletions.Requested;
import cloud.lariba.project.projects.ProjectSettlement;
import cloud.lariba.project.projects.ProjectSettlement.Undecided;
import cloud.lariba.project.projects.ProjectUndeletion;
import cloud.lariba.project.projects.ProjectView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Deleting and undeleting, together with cloud-service. Our state is committed before cloud-service is asked and again
 * after it has answered, and no transaction is open in between; what a crash leaves half-way is settled by {@link
 * DeletionSweep}.
 */
@ApplicationScoped
class Deletions {

    private static final Logger LOG = Logger.getLogger(Deletions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ProjectDeletions deletions;
    private final ProjectSettlement settlement;
    private final ProjectUndeletion undeletion;
    private final CloudProjects cloud;
    private final OutboxDispatcher dispatcher;

    /** How a request to delete ended. */
    sealed interface Result {}

    /** The project is deleted. */
    record Deleted() implements Result {}

    /** The project is being deleted by the operation that it names. */
    record Accepted(ProjectView project) implements Result {}

    /** It was a dry-run. */
    record Planned(Plan plan) implements Result {}

    Deletions(
            ProjectDeletions deletions,
            ProjectSettlement settlement,
            ProjectUndeletion undeletion,
            CloudProjects cloud,
            OutboxDispatcher dispatcher) {
        this.deletions = deletions;
        this.settlement = settlement;
        this.undeletion = undeletion;
        this.cloud = cloud;
        this.dispatcher = dispatcher;
    }

    /**
     * Deletes a project.
     *
     * @param ifMatch the client's condition, or null
     * @param cascade whether its services are deleted too
     * @throws ProblemException {@code project_not_empty} when it has services and they are not to be deleted; {@code
     *     deletion_protected} when they are, and one is protected; {@code not_found}, {@code forbidden}, {@code
     *     precondition_failed}, {@code invalid_state}
     * @throws RuntimeException when cloud-service cannot be asked; the project is active again
     */
    Result delete(Caller caller, UUID projectId, @Nullable String ifMatch, boolean cascade) {
        return switch (deletions.begin(caller.userId(), projectId, ifMatch, cascade)) {
            case ProjectDeletions.Cascading(ProjectView project) -> new Accepted(project);
            case ProjectDeletions.Closing(Undecided undecided) -> {
                CloudProjects.Closed closed = close(undecided);
                Optional<Requested> requested = settle(undecided, closed);
                if (closed instanceof CloudProjects.Refused(ProblemException problem)) {
                    throw problem;
                }
                yield requested.<Result>map(this::accepted).orElseGet(Deleted::new);
            }
        };
    }

    private CloudProjects.Closed close(Undecided undecided) {
        try {
            return cloud.close(undecided.projectId(), undecided.cascade(), false);
        } catch (RuntimeException e) {
            settlement.giveUp(undecided.projectId(), undecided.operationId(), true);
            throw e;
        }
    }

    /** Ends or goes on with a deletion as cloud-service's answer has it. */
    Optional<Requested> settle(Undecided undecided, CloudProjects.Closed closed) {
        UUID projectId = undecided.projectId();
        switch (closed) {
            case CloudProjects.Clear clear
            when undecided.cascade() -> {
                LOG.infof("project-deletion-requested project=%s operation=%s", projectId, undecided.operationId());
                return deletions.requestCascade(undecided);
            }
            case CloudProjects.Clear clear -> {
                settlement.finish(projectId, undecided.operationId());
                LOG.infof("project-deleted project=%s", projectId);
            }
            case CloudProjects.Refused refused -> settlement.giveUp(projectId, undecided.operationId(), false);
        }
        return Optional.empty();
    }

    private Accepted accepted(Requested requested) {
        dispatcher.awaitDelivery(requested.eventId(), PATIENCE);
        return new Accepted(requested.project());
    }

    /** What {@link #delete} would do; refuses what it would refuse. */
    Planned plan(Caller caller, UUID projectId, @Nullable String ifMatch, boolean cascade) {
        Plan plan = deletions.plan(caller.userId(), projectId, ifMatch);
        if (cloud.close(projectId, cascade, true) instanceof CloudProjects.Refused(ProblemException problem)) {
            throw problem;
        }
        return new Planned(plan);
    }

    /**
     * Brings back a deleted project. cloud-service takes services for it again before it is active; if we stop in between,
     * nobody can reach the project, and the same request again completes it.
     *
     * @throws ProblemException see {@link ProjectUndeletion#undelete}
     * @throws RuntimeException when cloud-service cannot be asked; nothing has changed
     */
    Outcome undelete(Caller caller, UUID projectId, boolean dryRun) {
        Outcome planned = undeletion.undelete(caller.userId(), projectId, true);
        if (dryRun) {
            return planned;
        }
        cloud.reopen(projectId);
        LOG.infof("project-undeleted project=%s", projectId);
        return undeletion.undelete(caller.userId(), projectId, false);
    }
}
