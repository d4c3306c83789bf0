package cloud.lariba.auth.revocations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the feed; names either a session or a user.
 *
 * @param sequence grows from entry to entry; entries may become visible out of order
 * @param sessionId the session whose tokens are refused
 * @param userId the user all of whose tokens from before {@code revokedAt} are refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Revocation(
        long sequence, @Nullable UUID sessionId, @Nullable UUID userId, Instant revokedAt) {}
