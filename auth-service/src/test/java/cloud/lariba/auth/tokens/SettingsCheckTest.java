package cloud.lariba.auth.tokens;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.identity.IdentityConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {

    @Test
    void the_defaults_are_good() {
        assertDoesNotThrow(() -> start(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lariba.auth.tokens.access-token-life", "lariba.auth.tokens.service-token-life"})
    void tokens_that_live_longer_than_verifiers_accept_are_not_issued(String key) {
        assertDoesNotThrow(() -> start(Map.of(key, "15M")));

        Exception refusal = assertThrows(IllegalStateException.class, () -> start(Map.of(key, "16M")));

        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith(key), message);
        assertTrue(message.contains("lariba.identity.max-token-life"), message);
        assertDoesNotThrow(() -> start(Map.of(key, "16M", "lariba.identity.max-token-life", "16M")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lariba.clients.user.secret", "lariba.identity.client-secret"})
    void secrets_that_could_be_guessed_are_refused_and_not_shown(String key) {
        assertDoesNotThrow(() -> start(Map.of(key, "s".repeat(32))));

        Exception refusal = assertThrows(IllegalStateException.class, () -> start(Map.of(key, "s".repeat(31))));

        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith(key), message);
        assertFalse(message.contains("ssss"), message);
    }

    private static void start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("lariba.identity.service-name", "auth");
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ClientsConfig.class)
                .withMapping(TokensConfig.class)
                .withMapping(IdentityConfig.class)
                .withDefaultValues(all)
                .build();
        new SettingsCheck(
                        config.getConfigMapping(ClientsConfig.class),
                        config.getConfigMapping(TokensConfig.class),
                        config.getConfigMapping(IdentityConfig.class))
                .start(new StartupEvent());
    }
}
