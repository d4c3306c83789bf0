package cloud.lariba.auth.keys;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A JWK set (RFC 7517) of RSA keys. */
@Schema(description = "The public keys of all tokens that may still be good, as a JWK set (RFC 7517)")
record JwkSet(List<Jwk> keys) {

    /**
     * A public RSA key (RFC 7518, section 6.3.1).
     *
     * @param n the modulus, big-endian without leading zeros, in base64url
     * @param e the exponent, likewise
     */
    @Schema(name = "Jwk")
    record Jwk(String kty, String use, String alg, String kid, String n, String e) {}

    static JwkSet of(List<SigningKey> keys) {
        return new JwkSet(keys.stream().map(JwkSet::jwk).toList());
    }

    private static Jwk jwk(SigningKey key) {
        return new Jwk(
                "RSA",
                "sig",
                "RS256",
                key.id(),
                unsigned(key.publicKey().getModulus()),
                unsigned(key.publicKey().getPublicExponent()));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] magnitude = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }
}
