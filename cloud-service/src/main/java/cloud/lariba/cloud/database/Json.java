package cloud.lariba.cloud.database;

import cloud.lariba.rest.ApiJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** JSON between columns, trees and values, by the contract's rules. */
public final class Json {

    private static final ObjectMapper MAPPER = ApiJson.configure(new ObjectMapper());

    private Json() {}

    /** Reads a document that we wrote. */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON cannot be read", e);
        }
    }

    /** Reads an object that we wrote. */
    public static ObjectNode object(String text) {
        return (ObjectNode) parse(text);
    }

    /** The value as an object. */
    public static ObjectNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The value as a tree of any kind. */
    public static JsonNode node(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The tree as a value of a type that it was made for. */
    public static <T> T value(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON does not fit " + type.getSimpleName(), e);
        }
    }

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An empty array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The member's text, or null when it is absent or null. */
    public static @Nullable String text(JsonNode object, String member) {
        return object.path(member).textValue();
    }
}
