package cloud.lariba.identity;

import java.util.UUID;

/**
 * The signed-in person behind a request.
 *
 * @param userId the user's id
 * @param sessionId the session that the access token belongs to
 * @param admin whether the user is a platform administrator
 * @param token the access token as it was sent, for calls on the caller's behalf; never logged
 */
public record Caller(UUID userId, UUID sessionId, boolean admin, String token) {

    @Override
    public String toString() {
        return "Caller[userId=" + userId + "]";
    }
}
