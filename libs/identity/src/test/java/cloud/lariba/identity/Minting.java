package cloud.lariba.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** Makes genuine tokens, and their parts for those that are not. */
final class Minting {

    static final String ISSUER = "https://lariba.local";
    static final String USER = "0190a5f0-0000-7000-8000-000000000001";
    static final String SESSION = "0190a5f0-0000-7000-8000-000000000002";
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final KeyPair KEYS = rsa(2048);
    static final KeyPair FOREIGN_KEYS = rsa(2048);

    private static final ObjectMapper JSON = new ObjectMapper();

    private Minting() {}

    static ObjectNode header() {
        return JSON.createObjectNode().put("alg", "RS256").put("typ", "at+jwt").put("kid", "key-1");
    }

    static ObjectNode claims() {
        ObjectNode claims = JSON.createObjectNode()
                .put("iss", ISSUER)
                .put("aud", "lariba")
                .put("sub", USER)
                .put("sid", SESSION)
                .put("jti", "0190a5f0-0000-7000-8000-000000000003")
                .put("iat", NOW.getEpochSecond())
                .put("exp", NOW.getEpochSecond() + 600);
        claims.putArray("groups").add("user");
        return claims;
    }

    static ObjectNode serviceClaims() {
        ObjectNode claims = claims().put("aud", "project").put("sub", "service:cloud");
        claims.remove("sid");
        claims.putArray("groups").add("service");
        return claims;
    }

    static String genuine() {
        return signed(header().toString(), claims().toString());
    }

    /** A token of these two JSON texts, properly signed whatever they say. */
    static String signed(String header, String claims) {
        return signed(header, claims, KEYS.getPrivate(), "SHA256withRSA");
    }

    static String signed(String header, String claims, PrivateKey key, String algorithm) {
        String input =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        return input + "." + base64(signature(input, key, algorithm));
    }

    static byte[] signature(String input, PrivateKey key, String algorithm) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeySet keySet() {
        return KeySet.parse(jwks(List.of("key-1")));
    }

    /** A document that publishes the one key under all of these ids. */
    static ObjectNode jwks(Collection<String> keyIds) {
        ObjectNode set = JSON.createObjectNode();
        ArrayNode keys = set.putArray("keys");
        keyIds.forEach(id -> keys.add(jwk(KEYS).put("kid", id)));
        return set;
    }

    static ObjectNode jwk(KeyPair keys) {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return JSON.createObjectNode()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", "key-1")
                .put("n", number(key.getModulus()))
                .put("e", number(key.getPublicExponent()));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String number(BigInteger number) {
        return base64(number.toByteArray());
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
