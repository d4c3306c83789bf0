package cloud.lariba.project.deletion;

import cloud.lariba.outbox.CloudEvent;
import cloud.lariba.outbox.EventHandler;
import cloud.lariba.project.projects.ProjectSettlement;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** cloud-service has deleted all services of a project: a cascading deletion ends. */
@ApplicationScoped
class ProjectEmptied implements EventHandler {

    private final ProjectSettlement settlement;

    ProjectEmptied(ProjectSettlement settlement) {
        this.settlement = settlement;
    }

    @Override
    public String type() {
        return "cloud.lariba.project.emptied";
    }

    @Override
    public String source() {
        return "cloud";
    }

    @Override
    public void handle(CloudEvent event) {
        settlement.emptied(UUID.fromString(event.data().path("project_id").asText()));
    }
}
