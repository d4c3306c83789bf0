package cloud.lariba.cloud.services;

import cloud.lariba.cloud.database.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The {@code conditions} of a service: whether it is ready, since when, and why not. */
final class Conditions {

    private Conditions() {}

    static ArrayNode ready(ServiceStatus status, @Nullable String code, @Nullable String message, Instant since) {
        ArrayNode conditions = Json.array();
        conditions
                .addObject()
                .put("type", "ready")
                .put("status", value(status))
                .put("reason", code == null ? status.wireName() : code)
                .put("message", message)
                .put("last_transition_at", since.toString());
        return conditions;
    }

    /** Why the service is as ready as it is. */
    static String reason(JsonNode conditions) {
        return conditions.path(0).path("reason").asText();
    }

    private static String value(ServiceStatus status) {
        return switch (status) {
            case RUNNING -> "true";
            case DEGRADED, UPDATING -> "unknown";
            case PENDING, PROVISIONING, STOPPING, STOPPED, STARTING, FAILED, DELETING, DELETED -> "false";
        };
    }
}
