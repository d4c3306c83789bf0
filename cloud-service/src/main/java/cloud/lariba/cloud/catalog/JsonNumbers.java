package cloud.lariba.cloud.catalog;

import cloud.lariba.problem.InvalidField;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Brings the many spellings of a whole number (20, 20.0, 2e1) into one, as JSON Schema treats them alike, and refuses numbers that would
 * take more than a moment to compute with, such as 1e999999999.
 */
final class JsonNumbers {

    private static final int MOST_DIGITS = 18;

    private JsonNumbers() {}

    static void normalise(JsonNode node, String pointer, List<InvalidField> errors) {
        switch (node) {
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    String at = pointer + "/" + SpecErrors.escape(field.getKey());
                    field.setValue(number(field.getValue(), at, errors));
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, number(array.get(i), pointer + "/" + i, errors));
                }
            }
            default -> {}
        }
    }

    private static JsonNode number(JsonNode node, String pointer, List<InvalidField> errors) {
        if (node instanceof ContainerNode<?>) {
            normalise(node, pointer, errors);
            return node;
        }
        if (!node.isNumber()) {
            return node;
        }
        BigDecimal value = node.decimalValue();
        if (value.precision() > MOST_DIGITS || Math.abs((long) value.scale()) > MOST_DIGITS) {
            errors.add(new InvalidField(pointer, "out_of_range", "The number is too large or too precise."));
            return node;
        }
        BigDecimal plain = value.stripTrailingZeros();
        boolean whole = plain.scale() <= 0 && plain.precision() - plain.scale() <= MOST_DIGITS;
        return whole ? wholeNumber(plain.longValueExact()) : node;
    }

    /** The node that reading the plain digits would give, so that equal numbers are equal nodes. */
    private static JsonNode wholeNumber(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }
}
