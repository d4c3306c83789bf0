package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.lariba.e2e.Route.Access;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The API describes itself, completely and truly. */
class OpenApiIT {

    private static JsonNode document;

    @BeforeAll
    static void read() {
        document = Call.of("GET", "/openapi")
                .header("Accept", "application/json")
                .send()
                .expect(200)
                .json();
    }

    @Test
    void itIsOpenApiThreeOneInJsonAndYaml() {
        assertThat(document.path("openapi").asText()).startsWith("3.1.");
        assertThat(document.path("info").path("title").asText()).isNotBlank();
        assertThat(Call.of("GET", "/openapi")
                        .header("Accept", "application/yaml")
                        .send()
                        .expect(200)
                        .body())
                .contains("openapi: 3.1.");
    }

    @Test
    void theDocumentIsShownToPeople() {
        Answer docs = Call.get("/docs").expect(200, 301, 302, 303, 307, 308);
        String page = docs.header("Location")
                .map(location -> Call.get(URI.create("/docs").resolve(location).getPath())
                        .expect(200))
                .orElse(docs)
                .body();

        assertThat(page.toLowerCase(Locale.ROOT)).contains("<html").contains("openapi");
    }

    @TestFactory
    Stream<DynamicTest> everyRouteOfTheContractIsDescribed() {
        return Routes.all()
                .map(route -> DynamicTest.dynamicTest(route.toString(), () -> {
                    JsonNode operation = operation(route);
                    assertThat(operation.isObject()).isTrue();
                    assertThat(operation.path("operationId").asText()).isNotBlank();
                    assertThat(operation.path("summary").asText()).isNotBlank();
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusalsHaveADescribedStatus() {
        return Routes.all()
                .map(route -> DynamicTest.dynamicTest(route.toString(), () -> {
                    int status = route.call(Routes.missingIds()).send().status();
                    assertThat(statuses(route)).containsAnyOf(String.valueOf(status), "default");
                    if (route.access() != Access.OPEN) {
                        assertThat(status).isEqualTo(401);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> listsHaveADescribedStatus() {
        Account person = Account.register();
        return Stream.of(
                        "/users/me",
                        "/auth/sessions",
                        "/projects",
                        "/service-types",
                        "/services",
                        "/events",
                        "/analytics")
                .map(path -> DynamicTest.dynamicTest(
                        path,
                        () -> assertThat(statuses(Route.signedIn("GET", path)))
                                .contains(String.valueOf(
                                        person.get(path).expect(200).status()))));
    }

    @Test
    void nothingInternalIsDescribed() {
        document.path("paths")
                .fieldNames()
                .forEachRemaining(
                        path -> assertThat(path).doesNotStartWith("/internal").doesNotStartWith("/q/"));
        assertThat(document.path("components").path("schemas").size()).isPositive();
    }

    @Test
    void operationIdsAreUnique() {
        Set<String> seen = new HashSet<>();
        document.findValuesAsText("operationId")
                .forEach(id -> assertThat(seen.add(id)).as(id).isTrue());
    }

    private static Set<String> statuses(Route route) {
        Set<String> statuses = new HashSet<>();
        operation(route).path("responses").fieldNames().forEachRemaining(statuses::add);
        return statuses;
    }

    private static JsonNode operation(Route route) {
        String wanted = normalised(route.template().replaceAll("\\?.*", ""));
        return document.path("paths").properties().stream()
                .filter(path -> matches(normalised(path.getKey()), wanted))
                .map(path -> path.getValue().path(route.method().toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseThrow(() -> new AssertionError(route + " is not described"));
    }

    private static String normalised(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    private static boolean matches(String described, String wanted) {
        return described.equals(wanted)
                || described.equals("/service-types/{}") && wanted.startsWith("/service-types/");
    }
}
