package cloud.lariba.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which methods a path knows, as this service's OpenAPI document says; read when the first wrong method arrives. */
@Singleton
class AllowedMethods {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final OpenApiDocumentService documents;
    private final ObjectMapper mapper;
    private volatile List<Route> routes = List.of();

    private record Route(Pattern path, Set<String> methods) {}

    AllowedMethods(OpenApiDocumentService documents, ObjectMapper mapper) {
        this.documents = documents;
        this.mapper = mapper;
    }

    /** The value of {@code Allow} for a path: the methods in alphabetical order, comma-separated; empty when none is documented. */
    String of(String path) {
        if (routes.isEmpty()) {
            routes = read();
        }
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            if (route.path().matcher(path).matches()) {
                allowed.addAll(route.methods());
            }
        }
        return String.join(", ", allowed);
    }

    private List<Route> read() {
        try {
            JsonNode paths = mapper.readTree(documents.getDocument("<default>", Format.JSON))
                    .path("paths");
            List<Route> found = new ArrayList<>();
            paths.properties().forEach(path -> found.add(new Route(pattern(path.getKey()), methods(path.getValue()))));
            return found;
        } catch (IOException e) {
            throw new IllegalStateException("the OpenAPI document is not JSON", e);
        }
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    private static Set<String> methods(JsonNode operations) {
        Set<String> methods = new TreeSet<>();
        operations.fieldNames().forEachRemaining(name -> {
            if (METHODS.contains(name)) {
                methods.add(name.toUpperCase(Locale.ROOT));
            }
        });
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }
}
