package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for people and the document for machines name the same routes. */
class ApiSpecIT {

    private static final Pattern ROW = Pattern.compile("\\| `((?:GET|POST|PUT|PATCH|DELETE) /[^`]*)` \\|");
    private static final Set<String> OWN = Set.of("GET /health", "GET /openapi", "GET /docs");

    @Test
    void thePageListsExactlyTheRoutesOfTheDocument() throws IOException {
        Set<String> listed = ROW.matcher(Files.readString(Path.of("..", "docs", "api-spec.md")))
                .results()
                .map(row -> row.group(1))
                .filter(route -> !OWN.contains(route))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).isEqualTo(described());
    }

    private static Set<String> described() {
        JsonNode paths = Call.of("GET", "/openapi")
                .header("Accept", "application/json")
                .send()
                .expect(200)
                .json()
                .path("paths");
        Set<String> routes = new TreeSet<>();
        paths.properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(name -> {
                    if (Set.of("get", "post", "put", "patch", "delete").contains(name)) {
                        routes.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        routes.removeAll(OWN);
        return routes;
    }
}
