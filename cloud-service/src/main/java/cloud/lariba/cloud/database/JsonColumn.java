package cloud.lariba.cloud.database;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** A JSON tree in a column; the column's writer must cast the text to {@code jsonb}. */
@Converter
public class JsonColumn implements AttributeConverter<JsonNode, String> {

    /** The {@code write} expression of a {@code jsonb} column. */
    public static final String WRITE = "cast(? as jsonb)";

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable JsonNode attribute) {
        return attribute == null ? null : attribute.toString();
    }

    @Override
    public @Nullable JsonNode convertToEntityAttribute(@Nullable String column) {
        return column == null ? null : Json.parse(column);
    }
}
