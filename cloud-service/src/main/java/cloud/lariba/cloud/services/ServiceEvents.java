package cloud.lariba.cloud.services;

import cloud.lariba.cloud.events.EventLog;
import cloud.lariba.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what happened to services: to clients in the event log, to analytics-service through the outbox. */
@ApplicationScoped
class ServiceEvents {

    private static final String CHANGED = "cloud.lariba.service.changed";
    private static final String DRIFT_DETECTED = "cloud.lariba.service.drift_detected";
    private static final String DRIFT_RESOLVED = "cloud.lariba.service.drift_resolved";

    private final EventLog log;
    private final Outbox outbox;

    ServiceEvents(EventLog log, Outbox outbox) {
        this.log = log;
        this.outbox = outbox;
    }

    /** The service was made or changed; {@code from} is its status before, or null when it is new. */
    void changed(ServiceEntity service, @Nullable ServiceStatus from) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("service_id", service.id);
        details.put("project_id", service.projectId);
        details.put("type", service.type);
        details.put("plan", service.plan);
        details.put("name", service.name);
        details.put("status", service.status);
        details.put("from", from);
        details.put("at", service.updatedAt);
        details.put("deleted", service.deletedAt != null);
        outbox.publish("analytics", CHANGED, service.id.toString(), details);
        details.put("state_reason", service.stateReason);
        details.put("generation", service.generation);
        log.append(CHANGED, service.projectId, service.id, details);
    }

    /** Something differs from what is asked for, or differs in another way than before. */
    void driftDetected(ServiceEntity service, List<Drift.Field> news) {
        Map<String, Object> details = subject(service);
        details.put("differences", news);
        log.append(DRIFT_DETECTED, service.projectId, service.id, details);
    }

    /** None of this differs any more: it is as it is asked for again, or nothing is there. */
    void driftResolved(ServiceEntity service, List<Drift.Field> differences) {
        Map<String, Object> details = subject(service);
        details.put("differences", differences);
        log.append(DRIFT_RESOLVED, service.projectId, service.id, details);
    }

    private static Map<String, Object> subject(ServiceEntity service) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("service_id", service.id);
        details.put("project_id", service.projectId);
        details.put("type", service.type);
        details.put("name", service.name);
        details.put("at", service.updatedAt);
        return details;
    }
}
