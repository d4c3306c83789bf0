package cloud.lariba.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.BadRequestException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergePatchTest {

    private final ObjectMapper mapper = ApiJson.configure(new ObjectMapper());
    private final MergePatch patches = new MergePatch(mapper);
    private final Thing before = new Thing("a", "text", Map.of("env", "dev", "team", "x"));

    record Thing(String name, @Nullable String longText, Map<String, String> labels) {}

    private Thing apply(String patch) throws JsonProcessingException {
        return patches.apply(before, mapper.readTree(patch));
    }

    @Test
    void an_empty_patch_changes_nothing() throws JsonProcessingException {
        assertEquals(before, apply("{}"));
    }

    @Test
    void what_is_named_is_replaced_and_the_rest_stays() throws JsonProcessingException {
        assertEquals(new Thing("b", "text", before.labels()), apply("{\"name\":\"b\"}"));
    }

    @Test
    void null_removes_a_field_or_a_member() throws JsonProcessingException {
        assertEquals(
                new Thing("a", null, Map.of("env", "prod")),
                apply("{\"long_text\":null,\"labels\":{\"team\":null,\"env\":\"prod\"}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":1}", "{\"labels\":[]}", "{\"name\":5}", "{\"labels\":{\"env\":{\"a\":1}}}"})
    void what_does_not_fit_the_object_is_refused(String patch) {
        assertThrows(BadRequestException.class, () -> apply(patch));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "1", "null", "true"})
    void a_patch_is_an_object(String patch) {
        assertThrows(ProblemException.class, () -> apply(patch));
    }
}
