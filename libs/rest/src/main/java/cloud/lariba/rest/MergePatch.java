package cloud.lariba.rest;

import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;

/** JSON Merge Patch (RFC 7396) on the writable fields of an object. */
@Singleton
public class MergePatch {

    /** The media type of a patch. */
    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private final ObjectMapper mapper;

    MergePatch(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * The object with the patch applied, read by the same rules as a {@code PUT} body: a field that is not writable, or of a
     * wrong type, is refused.
     *
     * @param current the writable fields as they are, as the record that {@code PUT} takes
     * @param patch the client's document; a null member removes the field
     * @throws ProblemException when the patch is not an object or its result does not fit {@code T}
     */
    @SuppressWarnings("unchecked")
    public <T> T apply(T current, JsonNode patch) {
        if (!patch.isObject()) {
            throw ProblemException.invalid("", "wrong_type", "A merge patch is a JSON object.");
        }
        JsonNode merged = merge(mapper.valueToTree(current), patch);
        try {
            return (T) mapper.treeToValue(merged, current.getClass());
        } catch (JsonProcessingException e) {
            throw new PatchMismatch(e);
        }
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result = target.isObject()
                ? (ObjectNode) target
                : com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                result.remove(field.getKey());
            } else {
                JsonNode before = result.path(field.getKey());
                result.set(field.getKey(), merge(before, field.getValue()));
            }
        });
        return result;
    }

    /** Carries Jackson's complaint to the mapper that explains it. */
    static final class PatchMismatch extends jakarta.ws.rs.BadRequestException {
        private static final long serialVersionUID = 1L;

        PatchMismatch(JsonProcessingException cause) {
            super(cause);
        }
    }
}
