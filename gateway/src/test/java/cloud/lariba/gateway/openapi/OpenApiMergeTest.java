package cloud.lariba.gateway.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiMergeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER = """
            {"openapi": "3.1.0", "paths": {
              "/users": {"get": {"responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/View"}}}}}}},
              "/internal/x": {"get": {}}, "/q/x": {"get": {}}, "/queues": {"get": {}}},
             "tags": [{"name": "users", "description": "Users"}],
             "components": {"schemas": {
               "View": {"type": "object", "properties": {"problem": {"$ref": "#/components/schemas/Problem"}}},
               "Problem": {"type": "object"}},
               "securitySchemes": {"SecurityScheme": {"type": "http"}}}}
            """;
    private static final String CLOUD = """
            {"openapi": "3.1.0", "paths": {"/users": {"post": {"requestBody": {"$ref": "#/components/schemas/View"}}}},
             "components": {"schemas": {
               "View": {"type": "string"}, "Problem": {"type": "object"}, "Plan": {"$ref": "#/components/schemas/View"}}}}
            """;

    @Test
    void operationsOfTwoServicesUnderOnePathStandTogether() {
        JsonNode paths = merge("user", USER, "cloud", CLOUD).path("paths");

        assertEquals(
                List.of("get", "post"),
                names(paths.path("/users")).stream().sorted().toList());
    }

    @Test
    void whatIsInternalIsLeftOut() {
        JsonNode paths = merge("user", USER, "cloud", CLOUD).path("paths");

        assertEquals(List.of("/queues", "/users"), names(paths));
    }

    @Test
    void equalComponentsAreSharedAndOthersGetTheirServicesName() {
        ObjectNode merged = merge("user", USER, "cloud", CLOUD);

        assertEquals(
                List.of("CloudView", "Plan", "Problem", "UserView"),
                names(merged.path("components").path("schemas")).stream()
                        .sorted()
                        .toList());
        assertEquals(
                "#/components/schemas/CloudView",
                merged.at("/components/schemas/Plan/$ref").asText());
        assertEquals(
                "#/components/schemas/CloudView",
                merged.at("/paths/~1users/post/requestBody/$ref").asText());
        assertEquals(
                "#/components/schemas/UserView",
                merged.at("/paths/~1users/get/responses/200/content/application~1json/schema/$ref")
                        .asText());
        assertEquals(
                "#/components/schemas/Problem",
                merged.at("/components/schemas/UserView/properties/problem/$ref")
                        .asText());
    }

    @Test
    void theOrderOfTheServicesDoesNotMatter() {
        assertEquals(
                merge("user", USER, "cloud", CLOUD).toString(),
                merge("cloud", CLOUD, "user", USER).toString());
    }

    @Test
    void theDocumentSaysHowToSignIn() {
        ObjectNode merged = merge("user", USER, "cloud", CLOUD);

        assertEquals("3.1.0", merged.path("openapi").asText());
        assertEquals(
                "http", merged.at("/components/securitySchemes/bearer/type").asText());
        assertTrue(merged.at("/security/0").has("bearer"));
        assertFalse(merged.at("/components/securitySchemes").has("SecurityScheme"));
        assertEquals("/", merged.at("/servers/0/url").asText());
        assertEquals("users", merged.at("/tags/0/name").asText());
    }

    private static ObjectNode merge(String one, String first, String other, String second) {
        var merge = new OpenApiMerge();
        merge.add(one, read(first));
        merge.add(other, read(second));
        return merge.merge("1");
    }

    private static ObjectNode read(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
