package cloud.lariba.analytics.usage;

import cloud.lariba.outbox.CloudEvent;
import cloud.lariba.outbox.EventHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

/** Remembers how operations ended. */
@ApplicationScoped
class OperationFinishedHandler implements EventHandler {

    private final OperationOutcomes outcomes;
    private final ObjectMapper mapper;

    OperationFinishedHandler(OperationOutcomes outcomes, ObjectMapper mapper) {
        this.outcomes = outcomes;
        this.mapper = mapper;
    }

    @Override
    public String type() {
        return "cloud.lariba.operation.finished";
    }

    @Override
    public String source() {
        return "cloud";
    }

    @Override
    public void handle(CloudEvent event) {
        try {
            outcomes.remember(mapper.treeToValue(event.data(), OperationFinished.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("event " + event.id() + " is not the end of an operation", e);
        }
    }
}
