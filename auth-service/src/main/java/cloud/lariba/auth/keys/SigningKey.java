package cloud.lariba.auth.keys;

import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/**
 * A key pair for RS256.
 *
 * @param number its place in the order of signing
 * @param id the {@code kid} of its tokens
 * @param signsFrom when it takes over from its predecessor
 */
public record SigningKey(
        int number, String id, RSAPublicKey publicKey, RSAPrivateKey privateKey, Instant createdAt, Instant signsFrom) {

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
