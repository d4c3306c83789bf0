package cloud.lariba.project.deletion;

import cloud.lariba.outbox.CloudEvent;
import cloud.lariba.outbox.EventHandler;
import cloud.lariba.project.projects.ProjectDeletions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** A user is gone: the projects that nobody else owns go with all their services. */
@ApplicationScoped
class UserDeleted implements EventHandler {

    private final ProjectDeletions deletions;

    UserDeleted(ProjectDeletions deletions) {
        this.deletions = deletions;
    }

    @Override
    public String type() {
        return "cloud.lariba.user.deleted";
    }

    @Override
    public String source() {
        return "user";
    }

    @Override
    public void handle(CloudEvent event) {
        deletions.beginAllOf(UUID.fromString(event.data().path("id").asText()));
    }
}
