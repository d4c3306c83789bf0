package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Waiting for durable operations. */
final class Operations {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Set<String> TERMINAL = Set.of("succeeded", "failed", "cancelled");

    private Operations() {}

    /** The operation that an accepted request started: the last part of {@code Location}. */
    static String idOf(Answer accepted) {
        String location = accepted.requiredHeader("Location");
        assertThat(location).as("Location of %s", accepted).contains("/operations/");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    static boolean isFinished(JsonNode operation) {
        return TERMINAL.contains(operation.path("state").asText());
    }

    /** Long-polls until the operation is in a terminal state, and answers with it. */
    static JsonNode await(Account account, String id) {
        Instant deadline = Instant.now().plus(PATIENCE);
        JsonNode operation = account.read("/operations/" + id + "?wait=30s");
        while (!isFinished(operation) && Instant.now().isBefore(deadline)) {
            operation = account.read("/operations/" + id + "?wait=30s");
        }
        assertThat(isFinished(operation)).as("%s has ended", operation).isTrue();
        return operation;
    }
}
