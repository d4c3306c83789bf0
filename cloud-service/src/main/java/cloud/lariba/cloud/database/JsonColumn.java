package cloud.lariba.cloud.database;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** A JSON tree in a column; the column's writer must cast the text to {@code jsonb}. */
@Converter
public class JsonColumn implements AttributeConverter<JsonNode, String> {

    /** The {@code write} expression of a {@code jsonb} column. */
    public static final String WRITE = "cast(? as jsonb)";

    @Override
    public String convertToDatabaseColumn(JsonNode attribute) {
        return attribute.toString();
    }

    @Override
    public JsonNode convertToEntityAttribute(String column) {
        return Json.parse(column);
    }
}
