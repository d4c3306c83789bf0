package cloud.lariba.cloud.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    private final Provider first = new StubProvider("first", List.of("region-1"), Set.of());
    private final Provider second = new StubProvider("second", List.of("region-2"), Set.of());

    @Test
    void theChosenProviderComesFirst() {
        Providers providers = new Providers(List.of(first, second), () -> Optional.of("second"));

        assertEquals(List.of(second, first), providers.all());
    }

    @Test
    void withoutAChoiceTheOrderStays() {
        Providers providers = new Providers(List.of(first, second), Optional::empty);

        assertEquals(List.of(first, second), providers.all());
    }

    @Test
    void aProviderThatIsNotThereCannotBeChosen() {
        IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> new Providers(List.of(first, second), () -> Optional.of("azure")));

        assertTrue(String.valueOf(refused.getMessage()).contains("[first, second]"), refused.getMessage());
    }
}
