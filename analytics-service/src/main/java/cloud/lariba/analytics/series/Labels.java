package cloud.lariba.analytics.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.Map;

/** Labels as the database keeps them, a JSON object of strings. */
@Singleton
class Labels {

    private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

    private final ObjectMapper mapper;

    Labels(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    String write(Map<String, String> labels) {
        try {
            return mapper.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("labels are plain text", e);
        }
    }

    Map<String, String> read(String json) {
        try {
            return mapper.readValue(json, TYPE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored labels cannot be read", e);
        }
    }
}
