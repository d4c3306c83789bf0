package cloud.lariba.cloud.closing;

import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.operations.NewOperation;
import cloud.lariba.cloud.operations.OperationType;
import cloud.lariba.cloud.operations.Operations;
import cloud.lariba.outbox.CloudEvent;
import cloud.lariba.outbox.EventHandler;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** project-service says that a project is to go with all its services: an operation of the id that it gave does that. */
@ApplicationScoped
class ProjectDeletionRequested implements EventHandler {

    private static final Logger LOG = Logger.getLogger(ProjectDeletionRequested.class);

    private final Operations operations;

    ProjectDeletionRequested(Operations operations) {
        this.operations = operations;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Request(
            UUID projectId, UUID operationId, @Nullable UUID actorId) {}

    @Override
    public String type() {
        return "cloud.lariba.project.deletion_requested";
    }

    @Override
    public String source() {
        return "project";
    }

    @Override
    public void handle(CloudEvent event) {
        Request request = Json.value(event.data(), Request.class);
        operations.add(new NewOperation(
                request.operationId(),
                OperationType.DELETE_PROJECT,
                request.projectId(),
                null,
                null,
                null,
                Json.object(),
                request.actorId()));
        LOG.infof("project-deletion-begun project=%s operation=%s", request.projectId(), request.operationId());
    }
}
