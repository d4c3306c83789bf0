package cloud.lariba.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes one OpenAPI 3.1 document out of several. Components of the same name and content are shared; of those with the same name and other
 * content, each gets its service's name in front. The result depends only on the documents, not on their order.
 */
final class OpenApiMerge {

    private static final String SECURITY_SCHEME = "bearer";

    private final SortedMap<String, ObjectNode> documents = new TreeMap<>();
    private final ComponentNames names = new ComponentNames();

    /** Adds the document of the service with this short name; the document is changed. */
    void add(String service, ObjectNode document) {
        documents.put(service, document);
    }

    /** The merged document. */
    ObjectNode merge(String version) {
        documents.forEach(names::add);
        ObjectNode merged = frame(version);
        ObjectNode paths = merged.putObject("paths");
        ObjectNode components = merged.putObject("components");
        SortedMap<String, JsonNode> tags = new TreeMap<>();
        SortedMap<String, JsonNode> byPath = new TreeMap<>();
        documents.forEach((service, document) -> {
            names.rename(service, document);
            document.path("paths").properties().stream()
                    .filter(path -> isPublic(path.getKey()))
                    .forEach(path -> byPath.merge(path.getKey(), path.getValue(), OpenApiMerge::together));
            document.path("components").properties().forEach(kind -> addAll(components, kind));
            document.path("tags")
                    .forEach(tag -> tags.putIfAbsent(tag.path("name").asText(), tag));
        });
        byPath.forEach(paths::set);
        addSecurity(merged, components);
        merged.putArray("tags").addAll(tags.values());
        return merged;
    }

    private static ObjectNode frame(String version) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Lariba Cloud")
                .put("description", "The public API of a Lariba Cloud installation, as its gateway offers it.")
                .put("version", version);
        document.putArray("servers").addObject().put("url", "/");
        return document;
    }

    private static boolean isPublic(String path) {
        return !path.startsWith("/internal/") && !path.equals("/internal") && !path.startsWith("/q/");
    }

    /** Operations of two services under one path, such as its GET from one and its POST from the other. */
    private static JsonNode together(JsonNode one, JsonNode other) {
        ObjectNode both = one.deepCopy();
        other.properties().stream()
                .filter(operation -> !both.has(operation.getKey()))
                .forEach(operation -> both.set(operation.getKey(), operation.getValue()));
        return both;
    }

    private static void addAll(ObjectNode components, Map.Entry<String, JsonNode> kind) {
        if (!kind.getKey().equals("securitySchemes")) {
            ObjectNode target = components.withObjectProperty(kind.getKey());
            kind.getValue().properties().forEach(entry -> target.set(entry.getKey(), entry.getValue()));
        }
    }

    private static void addSecurity(ObjectNode merged, ObjectNode components) {
        components
                .putObject("securitySchemes")
                .putObject(SECURITY_SCHEME)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT");
        merged.putArray("security").addObject().putArray(SECURITY_SCHEME);
    }
}
