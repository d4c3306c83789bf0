package cloud.lariba.analytics.usage;

import cloud.lariba.outbox.CloudEvent;
import cloud.lariba.outbox.EventHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

/** Enters changes of services into the ledger. */
@ApplicationScoped
class ServiceChangedHandler implements EventHandler {

    private final ServiceLedger ledger;
    private final ObjectMapper mapper;

    ServiceChangedHandler(ServiceLedger ledger, ObjectMapper mapper) {
        this.ledger = ledger;
        this.mapper = mapper;
    }

    @Override
    public String type() {
        return "cloud.lariba.service.changed";
    }

    @Override
    public String source() {
        return "cloud";
    }

    @Override
    public void handle(CloudEvent event) {
        try {
            ledger.enter(mapper.treeToValue(event.data(), ServiceChanged.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("event " + event.id() + " is not a change of a service", e);
        }
    }
}
