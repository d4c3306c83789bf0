package cloud.lariba.cloud.services;

import cloud.lariba.cloud.catalog.Catalog;
import cloud.lariba.cloud.catalog.ServiceType;
import cloud.lariba.cloud.database.Json;
import cloud.lariba.cloud.providers.Settings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Specs with their write-only fields, which are kept apart from the rest. */
@ApplicationScoped
public class Specs {

    private final Catalog catalog;
    private final ServiceSecrets secrets;

    Specs(Catalog catalog, ServiceSecrets secrets) {
        this.catalog = catalog;
        this.secrets = secrets;
    }

    /** The typed spec of a service, write-only fields included. */
    public Settings settings(Service service) {
        return catalog.settings(service.type(), whole(service.id(), service.spec()));
    }

    /** The spec with the write-only fields that were kept for it. */
    ObjectNode whole(UUID serviceId, ObjectNode shown) {
        ObjectNode whole = shown.deepCopy();
        secrets.find(serviceId, ServiceSecrets.SPEC).map(Json::object).ifPresent(whole::setAll);
        return whole;
    }

    ObjectNode shown(ServiceType type, ObjectNode whole) {
        return catalog.shown(type, whole);
    }

    /** The write-only fields of a whole spec. */
    ObjectNode hidden(ServiceType type, ObjectNode whole) {
        ObjectNode hidden = whole.deepCopy();
        shown(type, whole).fieldNames().forEachRemaining(hidden::remove);
        return hidden;
    }

    /** Keeps the write-only fields of a whole spec, and forgets those of an earlier one. */
    void keepHidden(UUID serviceId, ServiceType type, ObjectNode whole) {
        ObjectNode hidden = hidden(type, whole);
        if (hidden.isEmpty()) {
            secrets.forget(serviceId, ServiceSecrets.SPEC);
        } else {
            secrets.put(serviceId, ServiceSecrets.SPEC, hidden.toString());
        }
    }
}
