package cloud.lariba.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** JSON as tests write and read it. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** An object of the members {@code name, value, name, value, …}; values are plain Java values, trees or null. */
    static ObjectNode object(@Nullable Object... members) {
        ObjectNode object = MAPPER.createObjectNode();
        for (int i = 0; i < members.length; i += 2) {
            object.set(String.valueOf(members[i]), MAPPER.valueToTree(members[i + 1]));
        }
        return object;
    }

    static ArrayNode array(Object... items) {
        return MAPPER.valueToTree(List.of(items));
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    static Stream<JsonNode> stream(JsonNode array) {
        Iterator<JsonNode> items = array.elements();
        return StreamSupport.stream(Spliterators.spliterator(items, array.size(), 0), false);
    }

    /** The text of one member of every item. */
    static List<String> texts(JsonNode array, String member) {
        return stream(array).map(item -> item.path(member).asText()).toList();
    }
}
