package cloud.lariba.auth.sessions;

import java.util.UUID;

/**
 * A refresh token that we have issued, which does not mean that it is still good.
 *
 * @param sessionId the session that it belongs to
 * @param text what the client holds; never logged
 * @param hash by which it is recognised in the database
 */
public record RefreshToken(UUID sessionId, String text, byte[] hash) {

    @Override
    public String toString() {
        return "RefreshToken[sessionId=" + sessionId + "]";
    }
}
