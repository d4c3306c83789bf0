package cloud.lariba.cloud.providers.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.cloud.providers.ProviderException.Retryable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a program is run; any program will do. */
class ContainerEngineTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aProgramThatIsNotThereIsAnEngineThatDoesNotAnswer() {
        ContainerEngine engine = new ContainerEngine("/no/such/program");

        Retryable failed = assertThrows(Retryable.class, () -> engine.call(PATIENCE, List.of("ps")));

        assertTrue(failed.is(Retryable.Reason.UNAVAILABLE));
        assertFalse(engine.answers());
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() {
        ContainerEngine.Answer answer =
                new ContainerEngine("printf").run(PATIENCE, List.of("%s|", "a b", "$HOME", "'; true"));

        assertEquals(new ContainerEngine.Answer(0, "a b|$HOME|'; true|", ""), answer);
    }

    @Test
    void aProgramThatTakesTooLongIsEnded() {
        Retryable failed = assertThrows(
                Retryable.class, () -> new ContainerEngine("sleep").run(Duration.ofMillis(100), List.of("600")));

        assertTrue(failed.is(Retryable.Reason.UNAVAILABLE));
    }

    @Test
    void aProgramThatSaysTooMuchIsNotListenedTo() {
        Retryable failed = assertThrows(
                Retryable.class,
                () -> new ContainerEngine("head").run(Duration.ofSeconds(2), List.of("-c", "20000000", "/dev/zero")));

        assertTrue(failed.is(Retryable.Reason.UNAVAILABLE));
    }
}
