package cloud.lariba.auth.sessions;

import cloud.lariba.secrets.SecretBox;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes and recognises refresh tokens: the session's id, 256 random bits, and a keyed digest of both. The digest tells a token that we issued once,
 * and that has been spent since, from one that somebody made up: only the former may end a session, and no list of spent tokens is kept.
 */
@Singleton
class RefreshTokens {

    private static final String PURPOSE = "refresh-token";
    private static final int ID_BYTES = 16;
    private static final int RANDOM_BYTES = 32;
    private static final int DIGEST_BYTES = 16;
    private static final int BYTES = ID_BYTES + RANDOM_BYTES + DIGEST_BYTES;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretBox secrets;

    RefreshTokens(SecretBox secrets) {
        this.secrets = secrets;
    }

    /** A new token for a session. */
    RefreshToken issue(UUID session) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        byte[] body = ByteBuffer.allocate(ID_BYTES + RANDOM_BYTES)
                .putLong(session.getMostSignificantBits())
                .putLong(session.getLeastSignificantBits())
                .put(random)
                .array();
        byte[] token = ByteBuffer.allocate(BYTES).put(body).put(digest(body)).array();
        return new RefreshToken(session, Base64.getUrlEncoder().withoutPadding().encodeToString(token), hash(token));
    }

    /** The token that this text is, or empty when we never issued it. */
    Optional<RefreshToken> recognise(String text) {
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (token.length != BYTES
                || !Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(token)
                        .equals(text)) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(token, ID_BYTES + RANDOM_BYTES);
        byte[] digest = Arrays.copyOfRange(token, ID_BYTES + RANDOM_BYTES, BYTES);
        if (!MessageDigest.isEqual(digest, digest(body))) {
            return Optional.empty();
        }
        ByteBuffer id = ByteBuffer.wrap(body);
        return Optional.of(new RefreshToken(new UUID(id.getLong(), id.getLong()), text, hash(token)));
    }

    private byte[] digest(byte[] body) {
        return Arrays.copyOf(secrets.digest(PURPOSE, body), DIGEST_BYTES);
    }

    private static byte[] hash(byte[] token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
