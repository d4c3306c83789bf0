package cloud.lariba.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The public keys that tokens may be signed with, by key id. Each key is pinned to one algorithm (RFC 8725, section 3.1). */
public final class KeySet {

    /** A set without keys. */
    public static final KeySet EMPTY = new KeySet(Map.of());

    private static final Logger LOG = Logger.getLogger(KeySet.class);
    private static final int MIN_RSA_BITS = 2048;

    private final Map<String, Entry> keys;

    /**
     * A key and the only algorithm that it verifies.
     *
     * @param algorithm the JWS name, such as {@code RS256}
     * @param jcaName the name of the same algorithm in the Java Cryptography Architecture
     */
    record Entry(String algorithm, String jcaName, PublicKey key) {}

    private KeySet(Map<String, Entry> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads a JWK Set (RFC 7517). Keys of kinds that this version does not use are passed over.
     *
     * @throws IllegalArgumentException when the document is not a key set
     */
    public static KeySet parse(JsonNode jwks) {
        if (!jwks.path("keys").isArray()) {
            throw new IllegalArgumentException("not a JWK set");
        }
        Map<String, Entry> keys = new HashMap<>();
        for (JsonNode jwk : jwks.path("keys")) {
            String id = jwk.path("kid").textValue();
            Entry entry = rsa(jwk);
            if (id != null && entry != null) {
                keys.put(id, entry);
            }
        }
        return new KeySet(keys);
    }

    private static @Nullable Entry rsa(JsonNode jwk) {
        boolean forSignatures = jwk.path("use").asText("sig").equals("sig");
        if (!forSignatures
                || !jwk.path("kty").asText().equals("RSA")
                || !jwk.path("alg").asText().equals("RS256")) {
            return null;
        }
        try {
            BigInteger modulus = unsigned(jwk.path("n").asText());
            BigInteger exponent = unsigned(jwk.path("e").asText());
            if (modulus.bitLength() < MIN_RSA_BITS) {
                return null;
            }
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
            return new Entry("RS256", "SHA256withRSA", key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            LOG.warnf(
                    "key-skipped kid=%s cause=%s",
                    jwk.path("kid").asText(), e.getClass().getSimpleName());
            return null;
        }
    }

    private static BigInteger unsigned(String base64Url) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64Url));
    }

    @Nullable
    Entry find(String keyId) {
        return keys.get(keyId);
    }

    /** Whether there is a key with this id. */
    public boolean has(String keyId) {
        return keys.containsKey(keyId);
    }

    /** Whether there is no key. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }
}
