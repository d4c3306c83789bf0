package cloud.lariba.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows auth-service's feed of revoked sessions, so that a logout takes effect here within seconds without a call per request.
 * When the feed has been silent for longer than the grace, no token can be trusted any more and requests are refused.
 */
@ApplicationScoped
public class RevocationFeed {

    /** For clocks that differ; a revocation that is older than this and the longest life of a token cannot matter any more. */
    private static final Duration KEPT_LONGER = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(RevocationFeed.class);

    private final IdentityClient client;
    private final ServiceTokens tokens;
    private final IdentityConfig config;
    private final Clock clock;
    private final Map<UUID, Instant> sessions = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> users = new ConcurrentHashMap<>();
    private volatile @Nullable Instant heardAt;
    private long sequence;

    RevocationFeed(IdentityClient client, ServiceTokens tokens, IdentityConfig config, Clock clock) {
        this.client = client;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void poll() {
        Instant asked = clock.instant();
        try {
            JsonNode answer = client.revocations(sequence, tokens.forAudience("auth"));
            answer.path("items").forEach(this::take);
            sequence = answer.path("sequence").asLong(sequence);
            heardAt = asked;
            forget(asked.minus(config.maxTokenLife()).minus(KEPT_LONGER));
        } catch (IOException e) {
            tokens.forget("auth");
            LOG.debugf("revocation-feed-unavailable cause=%s", e.getMessage());
        }
    }

    private void take(JsonNode item) {
        Instant revokedAt = Instant.parse(item.path("revoked_at").asText());
        UUID session = TokenVerifier.uuid(item.path("session_id").textValue());
        UUID user = TokenVerifier.uuid(item.path("user_id").textValue());
        if (session != null) {
            sessions.put(session, revokedAt);
        } else if (user != null) {
            users.merge(user, revokedAt, (a, b) -> a.isAfter(b) ? a : b);
        }
    }

    private void forget(Instant before) {
        sessions.values().removeIf(before::isAfter);
        users.values().removeIf(before::isAfter);
    }

    /** Whether the token's session, or everything of its user from before some moment, was revoked. */
    public boolean isRevoked(VerifiedToken token) {
        if (token.sessionId() == null) {
            return false;
        }
        if (sessions.containsKey(token.sessionId())) {
            return true;
        }
        UUID user = TokenVerifier.uuid(token.subject());
        Instant revokedAt = user == null ? null : users.get(user);
        return revokedAt != null && !token.issuedAt().isAfter(revokedAt);
    }

    /** Whether the feed was heard recently enough for users' tokens to be trusted. */
    public boolean isCurrent() {
        Instant heard = heardAt;
        return heard != null && clock.instant().isBefore(heard.plus(config.revocationGrace()));
    }

    /** Whether the feed was heard at least once since the start. */
    public boolean wasHeard() {
        return heardAt != null;
    }
}
