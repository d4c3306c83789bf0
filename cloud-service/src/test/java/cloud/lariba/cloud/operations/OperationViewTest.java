package cloud.lariba.cloud.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

class OperationViewTest {

    @Test
    void everyTypeIsDescribed() throws NoSuchFieldException {
        Schema described = OperationView.class.getDeclaredField("type").getAnnotation(Schema.class);

        assertEquals(
                Arrays.stream(OperationType.values())
                        .map(OperationType::wireName)
                        .collect(Collectors.toSet()),
                Set.of(described.enumeration()));
    }
}
