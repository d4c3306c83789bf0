package cloud.lariba.cloud.catalog;

import cloud.lariba.problem.InvalidField;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Says in the words of the contract what breaks a spec's schema. */
final class SpecErrors {

    private static final String NO_SCHEMA = "";

    private SpecErrors() {}

    /** Each error once; a value of the wrong type is not also said to be none of the allowed ones, and one that is not allowed not to have no allowed form. */
    static Stream<InvalidField> explain(List<Error> errors) {
        Set<NodePath> mistyped = places(errors, "type");
        Set<NodePath> notAllowed = places(errors, "enum");
        return errors.stream()
                .filter(error -> !error.getKeyword().equals("enum") || !mistyped.contains(error.getInstanceLocation()))
                .filter(error ->
                        !error.getKeyword().equals("pattern") || !notAllowed.contains(error.getInstanceLocation()))
                .map(SpecErrors::explain)
                .distinct();
    }

    private static Set<NodePath> places(List<Error> errors, String keyword) {
        return errors.stream()
                .filter(error -> error.getKeyword().equals(keyword))
                .map(Error::getInstanceLocation)
                .collect(Collectors.toSet());
    }

    private static InvalidField explain(Error error) {
        String at = pointer(error.getInstanceLocation(), error.getProperty());
        String rule = text(error.getSchemaNode());
        return switch (error.getKeyword()) {
            case "required" -> new InvalidField(at, "required", "The field is required.");
            case "additionalProperties" -> new InvalidField(at, "unknown_field", "The field is not known here.");
            case "type" -> new InvalidField(at, "wrong_type", "The value must be " + article(rule) + ".");
            case "enum" -> new InvalidField(at, "not_allowed", "The value must be one of " + rule + ".");
            case "minimum" -> new InvalidField(at, "out_of_range", "The value must be at least " + rule + ".");
            case "maximum" -> new InvalidField(at, "out_of_range", "The value must be at most " + rule + ".");
            case "minLength" -> new InvalidField(at, "too_short", "At least " + rule + " characters are needed.");
            case "maxLength" -> new InvalidField(at, "too_long", "At most " + rule + " characters are allowed.");
            case "minItems" -> new InvalidField(at, "too_few", "At least " + rule + " items are needed.");
            case "maxItems" -> new InvalidField(at, "too_many", "At most " + rule + " items are allowed.");
            case "uniqueItems" -> new InvalidField(at, "duplicate", "Each item may be there once.");
            case "pattern" -> new InvalidField(at, "invalid_format", "The value does not have the documented form.");
            default -> new InvalidField(at, "invalid", "The value breaks the schema of the spec.");
        };
    }

    /** A name as one step of a JSON Pointer (RFC 6901). */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String pointer(NodePath path, @Nullable String property) {
        StringBuilder pointer = new StringBuilder("/spec");
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer.append('/').append(escape(String.valueOf(path.getElement(i))));
        }
        if (property != null) {
            pointer.append('/').append(escape(property));
        }
        return pointer.toString();
    }

    private static String text(@Nullable JsonNode rule) {
        if (rule == null) {
            return NO_SCHEMA;
        }
        return rule.isArray()
                ? StreamSupport.stream(rule.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "))
                : rule.asText();
    }

    private static String article(String type) {
        return switch (type) {
            case "integer" -> "a whole number";
            case "array" -> "a list";
            case "object" -> "an object";
            case "boolean" -> "true or false";
            default -> "a " + type;
        };
    }
}
