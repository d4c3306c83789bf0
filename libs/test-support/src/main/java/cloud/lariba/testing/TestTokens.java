package cloud.lariba.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Mints the tokens that a test needs, signed by the key that {@link IdentityTestResource} publishes. */
public final class TestTokens {

    /** {@code iss} of all tokens. */
    public static final String ISSUER = "https://lariba.local";
    /** {@code kid} of the published key. */
    public static final String KEY_ID = "test-key";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KeyPair KEYS = keys();
    private static final Clock CLOCK = Clock.systemUTC();
    private static final AtomicLong IDS = new AtomicLong();
    private static final long VERSION_8 = 0x8000;

    private TestTokens() {}

    /** An ordinary user's token, in a session of its own. */
    public static String user(UUID userId) {
        return user(userId, id());
    }

    /** An ordinary user's token of this session. */
    public static String user(UUID userId, UUID sessionId) {
        return sign(header(), userClaims(userId, sessionId, List.of("user")));
    }

    /** A platform administrator's token. */
    public static String admin(UUID userId) {
        return sign(header(), userClaims(userId, id(), List.of("user", "admin")));
    }

    /** The token with which the service {@code from} calls the service {@code audience}, by their short names. */
    public static String service(String from, String audience) {
        Map<String, Object> claims = claims("service:" + from, audience, List.of("service"));
        return sign(header(), claims);
    }

    /** The header that genuine tokens have; change it to make one that is not. */
    public static Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "RS256");
        header.put("typ", "at+jwt");
        header.put("kid", KEY_ID);
        return header;
    }

    /** The claims that genuine users' tokens have; change them to make one that is not. */
    public static Map<String, Object> userClaims(UUID userId, UUID sessionId, List<String> groups) {
        Map<String, Object> claims = claims(userId.toString(), "lariba", groups);
        claims.put("sid", sessionId.toString());
        return claims;
    }

    private static Map<String, Object> claims(String subject, String audience, List<String> groups) {
        long now = CLOCK.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("aud", audience);
        claims.put("sub", subject);
        claims.put("jti", id().toString());
        claims.put("iat", now);
        claims.put("exp", now + 600);
        claims.put("groups", groups);
        return claims;
    }

    /** An id that no other token of this process has (version 8 of RFC 9562, of our own making). */
    private static UUID id() {
        return new UUID(VERSION_8, Long.MIN_VALUE | IDS.incrementAndGet());
    }

    /** Signs any header and claims with the published key, whatever the header says. */
    public static String sign(Map<String, Object> header, Map<String, Object> claims) {
        try {
            String input = part(JSON.writeValueAsBytes(header)) + "." + part(JSON.writeValueAsBytes(claims));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + part(signature.sign());
        } catch (JsonProcessingException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JWK set that verifies the tokens. */
    public static Map<String, Object> jwks() {
        return jwks(List.of(KEY_ID));
    }

    /** The JWK set that verifies the tokens, with the one key under each of these ids. */
    public static Map<String, Object> jwks(Collection<String> keyIds) {
        return Map.of("keys", keyIds.stream().map(TestTokens::jwk).toList());
    }

    private static Map<String, String> jwk(String keyId) {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                keyId,
                "n",
                part(key.getModulus().toByteArray()),
                "e",
                part(key.getPublicExponent().toByteArray()));
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
