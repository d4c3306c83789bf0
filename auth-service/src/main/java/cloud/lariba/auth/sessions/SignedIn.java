package cloud.lariba.auth.sessions;

import java.time.Duration;
import java.util.UUID;

/**
 * Somebody who has just begun or refreshed a session.
 *
 * @param admin whether the user is a platform administrator
 * @param refreshToken the only one that refreshes the session from now on
 * @param refreshFor how long the refresh token is good
 */
public record SignedIn(UUID userId, UUID sessionId, boolean admin, RefreshToken refreshToken, Duration refreshFor) {}
