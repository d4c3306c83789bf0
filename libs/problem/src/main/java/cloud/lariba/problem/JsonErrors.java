package cloud.lariba.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;

/** Says what is wrong with a JSON body in the words of the contract, without a word of Java. */
final class JsonErrors {

    private JsonErrors() {}

    static ProblemException explain(JsonProcessingException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                ProblemException.invalid(pointer(unknown.getPath()), "unknown_field", "The field is not known here.");
            case InvalidNullException absent ->
                ProblemException.invalid(pointer(absent.getPath()), "required", "The field must not be null.");
            case InvalidFormatException format ->
                ProblemException.invalid(pointer(format.getPath()), "invalid_format", expected(format));
            case MismatchedInputException trailing
            when trailing.getOriginalMessage().startsWith("Trailing token") -> malformed(trailing);
            case MismatchedInputException mismatch ->
                ProblemException.invalid(pointer(mismatch.getPath()), "wrong_type", expected(mismatch));
            case JsonMappingException mapping when mapping.getCause() instanceof ProblemException problem -> problem;
            case JsonMappingException mapping
            when mapping.getCause() instanceof InputCoercionException ->
                ProblemException.invalid(pointer(mapping.getPath()), "out_of_range", "The number is out of range.");
            case JsonMappingException mapping
            when mapping.getCause() instanceof IllegalArgumentException ->
                ProblemException.invalid(pointer(mapping.getPath()), "invalid", "The value is not valid here.");
            default -> malformed(e);
        };
    }

    private static ProblemException malformed(JsonProcessingException e) {
        return ProblemException.of(ProblemCode.MALFORMED_JSON, "The body is not one well-formed JSON value" + at(e));
    }

    private static String expected(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (type == null) {
            return "The value has the wrong type.";
        }
        if (type.isEnum()) {
            return "The value is not one of the allowed ones.";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class) {
            return "A number in the allowed range is expected here.";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false is expected here.";
        }
        if (java.util.Collection.class.isAssignableFrom(type)) {
            return "A list is expected here.";
        }
        return switch (type.getSimpleName()) {
            case "String" -> "A string is expected here.";
            case "UUID" -> "A UUID is expected here.";
            case "Instant" -> "An RFC 3339 time in UTC is expected here.";
            default -> "The value has the wrong type.";
        };
    }

    private static String at(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null ? "." : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ").";
    }

    private static String pointer(List<JsonMappingException.Reference> path) {
        var pointer = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            pointer.append('/');
            if (step.getFieldName() == null) {
                pointer.append(step.getIndex());
            } else {
                pointer.append(step.getFieldName().replace("~", "~0").replace("/", "~1"));
            }
        }
        return pointer.toString();
    }
}
