package cloud.lariba.identity;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * This service's own tokens for calls to other services: client credentials at auth-service (RFC 6749, section 4.4), each good for one
 * audience and a few minutes, kept until shortly before they expire.
 */
@ApplicationScoped
public class ServiceTokens {

    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final IdentityClient client;
    private final IdentityConfig config;
    private final Clock clock;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    private record Held(String token, Instant renewAt) {}

    ServiceTokens(IdentityClient client, IdentityConfig config, Clock clock) {
        this.client = client;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A token that the service {@code audience} accepts. Blocks for one call to auth-service when none is held.
     *
     * @throws IOException when auth-service cannot be reached or refuses
     */
    public String forAudience(String audience) throws IOException {
        Held current = held.get(audience);
        if (current != null && usable(current)) {
            return current.token();
        }
        synchronized (this) {
            current = held.get(audience);
            if (current != null && usable(current)) {
                return current.token();
            }
            String secret = config.clientSecret()
                    .orElseThrow(() -> new IOException("lariba.identity.client-secret is not configured"));
            JsonNode answer = client.serviceToken(config.serviceName(), secret, audience);
            Held fresh = new Held(
                    answer.path("access_token").asText(),
                    clock.instant()
                            .plusSeconds(answer.path("expires_in").asLong())
                            .minus(MARGIN));
            held.put(audience, fresh);
            return fresh.token();
        }
    }

    /** Drops the token for an audience, after that service refused it. */
    public void forget(String audience) {
        held.remove(audience);
    }

    private boolean usable(Held token) {
        return clock.instant().isBefore(token.renewAt());
    }
}
