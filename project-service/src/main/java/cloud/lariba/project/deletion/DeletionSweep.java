package cloud.lariba.project.deletion;

import cloud.lariba.project.projects.ProjectSettlement;
import cloud.lariba.project.projects.ProjectSettlement.Refusing;
import cloud.lariba.project.projects.ProjectSettlement.Undecided;
import cloud.lariba.project.projects.ProjectSettlement.Unsettled;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Settles with cloud-service what a crash or a lost answer left open. */
@ApplicationScoped
class DeletionSweep {

    private static final Logger LOG = Logger.getLogger(DeletionSweep.class);

    private final ProjectSettlement settlement;
    private final Deletions deletions;
    private final CloudProjects cloud;

    DeletionSweep(ProjectSettlement settlement, Deletions deletions, CloudProjects cloud) {
        this.settlement = settlement;
        this.deletions = deletions;
        this.cloud = cloud;
    }

    @Scheduled(every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        for (Unsettled project : settlement.claim()) {
            try {
                settle(project);
            } catch (RuntimeException e) {
                LOG.warnf("project-unsettled project=%s cause=%s", project.projectId(), e.getMessage());
            }
        }
    }

    private void settle(Unsettled project) {
        switch (project) {
            case Undecided undecided ->
                deletions.settle(undecided, cloud.close(undecided.projectId(), undecided.cascade(), false));
            case Refusing refusing -> {
                cloud.reopen(refusing.projectId());
                settlement.allowed(refusing);
            }
        }
    }
}
