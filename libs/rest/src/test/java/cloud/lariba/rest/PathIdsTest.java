package cloud.lariba.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cloud.lariba.problem.ProblemCode;
import cloud.lariba.problem.ProblemException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathIdsTest {

    private static final String ID = "01a205f5-a8ea-765c-9499-0778e3058d35";

    @Test
    void the_canonical_form_is_read() {
        assertEquals(UUID.fromString(ID), PathIds.parse(ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "01A205F5-A8EA-765C-9499-0778E3058D35",
                "1a205f5-a8ea-765c-9499-0778e3058d35",
                "1a205f5-a8ea-765c-9499-0778e3058d356",
                "01a205f5-a8ea-765c-9499-00778e3058d35",
                "01a205f5a8ea765c94990778e3058d35",
                "{01a205f5-a8ea-765c-9499-0778e3058d3}",
                "urn:uuid:01a205f5-a8ea-765c-9499-0778e3058d35"
            })
    void every_other_text_names_nothing(String text) {
        ProblemException problem = assertThrows(ProblemException.class, () -> PathIds.parse(text));

        assertEquals(ProblemCode.NOT_FOUND, problem.code());
    }
}
