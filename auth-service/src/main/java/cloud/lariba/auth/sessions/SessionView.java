package cloud.lariba.auth.sessions;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A session as its owner sees it.
 *
 * @param current whether this is the session of the request
 */
@Schema(name = "Session")
record SessionView(
        UUID id,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,

        @Schema(description = "Network address of the last sign-in or refresh")
        String ip,

        @Schema(nullable = true, maxLength = 256) @Nullable String userAgent,
        boolean current) {

    static SessionView of(Session session, UUID current) {
        return new SessionView(
                session.id(),
                session.createdAt(),
                session.lastUsedAt(),
                session.expiresAt(),
                session.ip(),
                session.userAgent(),
                session.id().equals(current));
    }
}
