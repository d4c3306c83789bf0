package cloud.lariba.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a route reads.
 *
 * @param route the route; its own body is the valid one
 * @param fields the fields of the contract
 */
record Body(Route route, List<Field> fields) {

    /** The JSON types of the contract. */
    enum Kind {
        TEXT,
        INTEGER,
        BOOLEAN,
        OBJECT,
        ARRAY;

        /** Values of every other type. */
        Stream<JsonNode> wrongValues() {
            return Stream.of(
                            Json.parse("42"),
                            Json.parse("1.5"),
                            Json.parse("true"),
                            Json.parse("\"text\""),
                            Json.parse("{}"),
                            Json.parse("[]"))
                    .filter(value -> !fits(value));
        }

        private boolean fits(JsonNode value) {
            return switch (this) {
                case TEXT -> value.isTextual();
                case INTEGER -> value.isInt();
                case BOOLEAN -> value.isBoolean();
                case OBJECT -> value.isObject();
                case ARRAY -> value.isArray();
            };
        }
    }

    /**
     * One field.
     *
     * @param longest its length at most, for text that has a limit; 0 otherwise
     */
    record Field(String name, Kind kind, boolean required, int longest) {

        static Field required(String name, Kind kind) {
            return new Field(name, kind, true, 0);
        }

        static Field required(String name, int longest) {
            return new Field(name, Kind.TEXT, true, longest);
        }

        static Field optional(String name, Kind kind) {
            return new Field(name, kind, false, 0);
        }

        static Field optional(String name, int longest) {
            return new Field(name, Kind.TEXT, false, longest);
        }

        /** Text that is longer than allowed, when there is a limit. */
        Optional<JsonNode> tooLong() {
            return longest == 0 ? Optional.empty() : Optional.of(TextNode.valueOf("a".repeat(longest + 1)));
        }
    }

    /** The valid body with one field set to this value. */
    static ObjectNode with(ObjectNode valid, String name, JsonNode value) {
        ObjectNode changed = valid.deepCopy();
        changed.set(name, value);
        return changed;
    }

    static ObjectNode without(ObjectNode valid, String name) {
        ObjectNode changed = valid.deepCopy();
        changed.remove(name);
        return changed;
    }
}
