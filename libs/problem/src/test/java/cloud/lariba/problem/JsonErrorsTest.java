package cloud.lariba.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonErrorsTest {

    record Inner(int size, UUID id) {}

    record Outer(String name, List<Inner> parts) {}

    private static ProblemException explain(String json) {
        JsonProcessingException failure =
                assertThrows(JsonProcessingException.class, () -> new ObjectMapper().readValue(json, Outer.class));
        return JsonErrors.explain(failure);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"a","nope":1}                 | unknown_field | /nope           | unknown_field
            {"parts":[{"size":1},{"size":"x"}]}   | invalid_input | /parts/1/size   | invalid_format
            {"parts":[{"id":"x"}]}                | invalid_input | /parts/0/id     | invalid_format
            {"parts":[{"size":99999999999}]}      | invalid_input | /parts/0/size   | out_of_range
            {"parts":{}}                          | invalid_input | /parts          | wrong_type
            {"name":{}}                           | invalid_input | /name           | wrong_type
            {"a/b~c":1}                           | unknown_field | /a~1b~0c        | unknown_field
            """)
    void the_place_and_kind_of_a_mistake_are_named(String json, String code, String pointer, String fieldCode) {
        ProblemException problem = explain(json);

        assertEquals(code, problem.code().wireName());
        assertEquals(pointer, problem.errors().getFirst().pointer());
        assertEquals(fieldCode, problem.errors().getFirst().code());
    }

    @Test
    void broken_json_is_malformed() {
        assertEquals(ProblemCode.MALFORMED_JSON, explain("{\"name\":").code());
    }

    @Test
    void a_second_value_after_the_first_is_malformed() {
        ObjectMapper strict = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

        JsonProcessingException failure =
                assertThrows(JsonProcessingException.class, () -> strict.readValue("{\"name\":\"a\"}{}", Outer.class));

        assertEquals(ProblemCode.MALFORMED_JSON, JsonErrors.explain(failure).code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"a","nope":1}
            {"parts":[{"size":"secret-value"}]}
            {"parts":[{"id":"secret-value"}]}
            {"name":
            """)
    void neither_java_names_nor_the_input_are_repeated(String json) {
        ProblemException problem = explain(json);

        String said = problem.detail() + problem.errors();
        assertFalse(said.contains("java") || said.contains("cloud.lariba") || said.contains("secret-value"), said);
    }
}
