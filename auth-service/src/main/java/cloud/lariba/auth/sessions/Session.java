package cloud.lariba.auth.sessions;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session that has not ended.
 *
 * @param lastUsedAt when it was begun or last refreshed
 * @param expiresAt when it ends if it is refreshed often enough
 */
record Session(
        UUID id,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        String ip,
        @Nullable String userAgent) {}
