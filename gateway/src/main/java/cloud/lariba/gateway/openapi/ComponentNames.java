package cloud.lariba.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the components that mean different things under one name, and gives each a name of its own. */
final class ComponentNames {

    private static final String PREFIX = "#/components/";

    private final Map<String, JsonNode> seen = new HashMap<>();
    private final Set<String> contested = new HashSet<>();

    /** Takes note of a service's components. */
    void add(String service, ObjectNode document) {
        document.path("components")
                .properties()
                .forEach(kind -> kind.getValue().properties().forEach(component -> {
                    String pointer = kind.getKey() + "/" + component.getKey();
                    JsonNode other = seen.putIfAbsent(pointer, component.getValue());
                    if (other != null && !other.equals(component.getValue())) {
                        contested.add(pointer);
                    }
                }));
    }

    /** Gives the service's contested components their own names, where they are defined and where they are referred to. */
    void rename(String service, ObjectNode document) {
        document.path("components").properties().forEach(kind -> {
            ObjectNode components = (ObjectNode) kind.getValue();
            List<String> names = new ArrayList<>();
            components.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (contested.contains(kind.getKey() + "/" + name)) {
                    components.set(own(service, name), components.remove(name));
                }
            }
        });
        renameReferences(service, document);
    }

    private void renameReferences(String service, JsonNode node) {
        if (node instanceof ObjectNode object) {
            String reference = object.path("$ref").asText();
            if (reference.startsWith(PREFIX) && contested.contains(reference.substring(PREFIX.length()))) {
                int name = reference.lastIndexOf('/') + 1;
                object.set(
                        "$ref",
                        TextNode.valueOf(reference.substring(0, name) + own(service, reference.substring(name))));
            }
            object.forEach(child -> renameReferences(service, child));
        } else if (node instanceof ArrayNode array) {
            array.forEach(child -> renameReferences(service, child));
        }
    }

    private static String own(String service, String name) {
        return Character.toUpperCase(service.charAt(0)) + service.substring(1) + name;
    }
}
