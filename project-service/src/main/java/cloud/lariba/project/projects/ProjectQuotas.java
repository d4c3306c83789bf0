package cloud.lariba.project.projects;

import cloud.lariba.problem.ProblemException;
import cloud.lariba.project.access.Permission;
import cloud.lariba.project.projects.Outcome.Changed;
import cloud.lariba.project.projects.Outcome.Planned;
import cloud.lariba.project.projects.Plan.Change;
import cloud.lariba.project.quota.Quota;
import cloud.lariba.project.quota.QuotaDefaults;
import cloud.lariba.project.quota.QuotaOverrides;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Setting how much a project may use. */
@ApplicationScoped
class ProjectQuotas {

    private final ProjectRepository projects;
    private final ProjectGate gate;
    private final QuotaDefaults defaults;
    private final Clock clock;

    ProjectQuotas(ProjectRepository projects, ProjectGate gate, QuotaDefaults defaults, Clock clock) {
        this.projects = projects;
        this.gate = gate;
        this.defaults = defaults;
        this.clock = clock;
    }

    /**
     * Replaces the project's own quota.
     *
     * @param ifMatch the client's condition on the project's version, or null
     * @throws ProblemException {@code not_found}, {@code forbidden}, {@code precondition_failed}, {@code
     *     invalid_state}, {@code invalid_input}
     */
    @Transactional
    Outcome replace(UUID userId, UUID projectId, @Nullable String ifMatch, QuotaOverrides own, boolean dryRun) {
        ProjectGate.Locked locked = gate.lockActive(userId, projectId, Permission.SET_QUOTA, ifMatch);
        own.check();
        ProjectEntity project = locked.project();
        if (dryRun) {
            return new Planned(Plan.of(
                    Plan.Action.UPDATE,
                    "quota",
                    projectId,
                    changes(Quota.of(defaults, project.ownQuota()), Quota.of(defaults, own))));
        }
        project.setQuota(own, clock.instant());
        projects.flush();
        return new Changed(project.view(locked.role(), defaults));
    }

    private static List<Change> changes(Quota before, Quota after) {
        return List.of(
                new Change("services", before.services(), after.services()),
                new Change("vcpus", before.vcpus(), after.vcpus()),
                new Change("memory_gb", before.memoryGb(), after.memoryGb()),
                new Change("storage_gb", before.storageGb(), after.storageGb()),
                new Change("databases", before.databases(), after.databases()));
    }
}
