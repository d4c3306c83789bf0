package cloud.lariba.gateway.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.gateway.testing.Call;
import cloud.lariba.gateway.testing.RawClient;
import cloud.lariba.gateway.testing.Services;
import cloud.lariba.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class OneMeaningPerPathTest {

    private static final List<String> VARIANTS = PathVariants.atLeast(20_000);
    private static final Pattern INTERNAL = Pattern.compile("(?i)^/(q|internal)(/|$)");
    private static final Pattern AMBIGUOUS =
            Pattern.compile("(?i)//|/\\.{1,2}(/|$)|[;#\\\\\\s]|%(2f|5c|2e|25|3b|00|0a|0d|c0)");

    @Test
    void noSpellingOfAPathGetsPastTheTokenCheck() {
        Call call = Call.anonymous();
        try (var connection = new KeptConnection()) {
            for (String variant : VARIANTS) {
                int status = connection.status(call.head("GET " + variant));

                assertTrue(status >= 300 && status < 500, () -> status + " for " + variant);
            }
        }

        List<String> arrived = call.received().stream()
                .map(request -> request.target())
                .filter(target -> !target.startsWith("/auth/oauth/"))
                .toList();
        assertEquals(List.of(), arrived);
    }

    @Test
    void noSpellingOfAPathReachesWhatIsInternalEvenWithAToken() {
        Call call = Call.anonymous().with("Authorization: Bearer " + TestTokens.admin(UUID.randomUUID()));
        try (var connection = new KeptConnection()) {
            for (String variant : VARIANTS) {
                int status = connection.status(call.head("GET " + variant));

                assertTrue(status < 500, () -> status + " for " + variant);
            }
        }

        List<String> doubtful = call.received().stream()
                .map(request -> request.target().replaceFirst("\\?.*", ""))
                .filter(path ->
                        INTERNAL.matcher(path).find() || AMBIGUOUS.matcher(path).find())
                .toList();
        assertEquals(List.of(), doubtful);
    }

    /** Keeps one connection for as long as the gateway does. */
    private static final class KeptConnection implements AutoCloseable {

        private RawClient client = new RawClient(Call.port());

        int status(String request) {
            String answer = client.send(request).readAnswer();
            if (answer.isEmpty() || answer.contains("onnection: close") || RawClient.status(answer) == 400) {
                client.close();
                client = new RawClient(Call.port());
            }
            return RawClient.status(answer);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
