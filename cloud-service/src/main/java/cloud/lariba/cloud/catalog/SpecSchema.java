package cloud.lariba.cloud.catalog;

import cloud.lariba.problem.InvalidField;
import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import com.networknt.schema.keyword.DisallowUnknownKeywordFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema (2020-12) of a spec, and what follows from it: validation, defaults, what is shown, what may change. Two annotations
 * beyond the standard's: {@code x-change: never} and {@code x-change: grow} on a property that cannot be changed, or only to more.
 */
final class SpecSchema {

    private static final String CHANGE = "x-change";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(Dialect.builder(Dialects.getDraft202012())
            .keyword(new AnnotationKeyword(CHANGE))
            .unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
            .build());
    private static final int MOST_ERRORS = 50;

    private final ObjectNode document;
    private final Schema schema;

    /** @throws RuntimeException when the document has a keyword that is neither the standard's nor ours */
    SpecSchema(ObjectNode document) {
        this.document = document;
        this.schema = REGISTRY.getSchema(document);
        schema.initializeValidators();
    }

    /**
     * The spec with defaults where the client left fields out: the plan's first, then the schema's.
     *
     * @throws ProblemException with everything that breaks the schema, pointers starting with {@code /spec}
     */
    ObjectNode complete(ObjectNode spec, ObjectNode planDefaults) {
        ObjectNode complete = planDefaults.deepCopy();
        complete.setAll(spec.deepCopy());
        List<InvalidField> errors = new ArrayList<>();
        JsonNumbers.normalise(complete, "/spec", errors);
        if (errors.isEmpty()) {
            SpecErrors.explain(schema.validate(complete)).limit(MOST_ERRORS).forEach(errors::add);
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        fill(complete, document);
        return complete;
    }

    private static void fill(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                JsonNode fallback = property.getValue().get("default");
                if (fallback != null && !object.has(property.getKey())) {
                    object.set(property.getKey(), fallback.deepCopy());
                }
                fill(object.path(property.getKey()), property.getValue());
            }
        } else if (value instanceof ArrayNode array) {
            array.forEach(item -> fill(item, schema.path("items")));
        }
    }

    /** A copy without the fields that are never shown. */
    ObjectNode withoutWriteOnly(ObjectNode spec) {
        ObjectNode shown = spec.deepCopy();
        shown.retain(document.path("properties").properties().stream()
                .filter(property -> !property.getValue().path("writeOnly").asBoolean())
                .map(Map.Entry::getKey)
                .toList());
        return shown;
    }

    /**
     * Refuses a change of what cannot be changed.
     *
     * @throws ProblemException {@code invalid_input} with code {@code immutable} at each such field
     */
    void requireChangeable(ObjectNode before, ObjectNode after) {
        List<InvalidField> errors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : document.path("properties").properties()) {
            String name = property.getKey();
            JsonNode old = before.has(name) ? before.get(name) : JsonNodeFactory.instance.missingNode();
            JsonNode now = after.has(name) ? after.get(name) : JsonNodeFactory.instance.missingNode();
            switch (property.getValue().path(CHANGE).asText()) {
                case "never" -> {
                    if (!old.equals(now)) {
                        errors.add(new InvalidField(
                                "/spec/" + name, "immutable", "The field cannot be changed after creation."));
                    }
                }
                case "grow" -> {
                    if (now.asLong() < old.asLong()) {
                        errors.add(new InvalidField("/spec/" + name, "immutable", "The field can only grow."));
                    }
                }
                default -> {}
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }
}
