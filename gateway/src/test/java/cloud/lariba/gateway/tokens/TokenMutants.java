package cloud.lariba.gateway.tokens;

import cloud.lariba.testing.TestTokens;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Tokens that are nearly genuine, each wrong in one way. */
final class TokenMutants {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> all = new ArrayList<>();

    private TokenMutants() {}

    static List<String> all() {
        try {
            var mutants = new TokenMutants();
            mutants.wrongHeaders();
            mutants.wrongClaims();
            mutants.wrongForms();
            mutants.wrongSignatures();
            return mutants.all;
        } catch (JsonProcessingException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void wrongHeaders() {
        for (String algorithm :
                List.of("none", "None", "NONE", "HS256", "HS512", "RS384", "RS512", "PS256", "ES256", "")) {
            header("alg", algorithm);
        }
        for (Object type :
                List.of("JWT", "jwt", "AT+JWT", "application/at+jwt", "refresh", "id+jwt", 1, List.of("at+jwt"))) {
            header("typ", type);
        }
        for (Object id : List.of("", "unknown", "../../dev/null", "' or 1=1 --", "http://localhost/key", 1, Map.of())) {
            header("kid", id);
        }
        for (String field :
                List.of("jwk", "jku", "x5u", "x5c", "x5t", "crit", "b64", "zip", "cty", "enc", "epk", "p2c")) {
            header(field, field.equals("crit") ? List.of("exp") : "http://localhost:1/key");
        }
        for (String field : List.of("alg", "typ", "kid")) {
            header(field, null);
        }
    }

    private void wrongClaims() {
        long now = Instant.now().getEpochSecond();
        for (Object issuer : List.of(
                "", "https://lariba.local/", "https://LARIBA.local", "https://evil", List.of(TestTokens.ISSUER), 1)) {
            claim("iss", issuer);
        }
        for (Object audience : List.of(
                "",
                "Lariba",
                "cloud",
                "auth",
                "gateway",
                "*",
                List.of("lariba"),
                List.of("lariba", "x"),
                1,
                Map.of())) {
            claim("aud", audience);
        }
        for (Object expiry :
                List.of(now, now - 1, now - 3600, 0, -1, now + 600.5, "" + (now + 600), true, Map.of(), 1e300)) {
            claim("exp", expiry);
        }
        for (Object start : List.of(now + 60, now + 3600, "now", Map.of(), 1e300, now * 1000)) {
            claim("nbf", start);
            claim("iat", start);
        }
        for (Object subject : List.of("", "admin", "service:cloud", "1", "../../users", 1, List.of())) {
            claim("sub", subject);
        }
        for (Object session : List.of("", "1", "not-a-uuid", 1, Map.of())) {
            claim("sid", session);
        }
        for (Object groups : List.of(
                "admin", List.of(), List.of("service"), List.of("user", "service"), List.of(1), Map.of("user", true))) {
            claim("groups", groups);
        }
        for (String claim : List.of("iss", "aud", "exp", "iat", "sub", "sid", "jti", "groups")) {
            claim(claim, null);
        }
    }

    private void wrongForms() throws JsonProcessingException {
        String[] parts = genuine().split("\\.");
        all.addAll(List.of(
                "",
                ".",
                "..",
                "...",
                parts[0],
                parts[0] + "." + parts[1],
                parts[0] + "." + parts[1] + ".",
                "." + parts[1] + "." + parts[2],
                parts[0] + ".." + parts[2],
                genuine() + ".",
                "." + genuine(),
                genuine() + "." + parts[2],
                genuine() + ".a.b",
                genuine() + "=",
                parts[0] + "=." + parts[1] + "." + parts[2],
                parts[1] + "." + parts[0] + "." + parts[2],
                genuine() + "/" + genuine(),
                "lrb_" + "x".repeat(40),
                "x".repeat(8_200),
                encode("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"test-key\",\"alg\":\"none\"}") + "." + parts[1]
                        + "." + parts[2],
                encode("[]") + "." + parts[1] + "." + parts[2],
                encode("null") + "." + parts[1] + "." + parts[2],
                encode("{".repeat(1_000)) + "." + parts[1] + "." + parts[2],
                encode(JSON.writeValueAsString(Map.of("payload", parts[1], "signature", parts[2])))));
    }

    private void wrongSignatures() throws GeneralSecurityException, JsonProcessingException {
        String genuine = genuine();
        String[] parts = genuine.split("\\.");
        String input = parts[0] + "." + parts[1];
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        for (int position : new int[] {0, 1, 100, 254, 255}) {
            byte[] changed = signature.clone();
            changed[position] ^= 1;
            all.add(input + "." + encode(changed));
        }
        all.add(input + "." + encode(Arrays.copyOf(signature, 255)));
        all.add(input + "." + encode(Arrays.copyOf(signature, 257)));
        all.add(input + "." + encode(new byte[256]));
        all.add(input + "." + encode(new byte[0]) + "AA");
        all.add(genuine().split("\\.")[0] + "." + genuine().split("\\.")[1] + "." + parts[2]);
        all.add(selfSigned(input));
        for (String secret : List.of("", "test-key", JSON.writeValueAsString(TestTokens.jwks()))) {
            all.add(signedWithSecret(secret));
        }
    }

    private void header(String field, @Nullable Object value) {
        Map<String, Object> header = TestTokens.header();
        change(header, field, value);
        all.add(TestTokens.sign(header, claims()));
    }

    private void claim(String field, @Nullable Object value) {
        Map<String, Object> claims = claims();
        change(claims, field, value);
        all.add(TestTokens.sign(TestTokens.header(), claims));
    }

    private static void change(Map<String, Object> object, String field, @Nullable Object value) {
        if (value == null) {
            object.remove(field);
        } else {
            object.put(field, value);
        }
    }

    private static String selfSigned(String input) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
        signer.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + encode(signer.sign());
    }

    private static String signedWithSecret(String secret) throws GeneralSecurityException, JsonProcessingException {
        Map<String, Object> header = new LinkedHashMap<>(TestTokens.header());
        header.put("alg", "HS256");
        String input = encode(JSON.writeValueAsBytes(header)) + "." + encode(JSON.writeValueAsBytes(claims()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec((secret + " ").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return input + "." + encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Map<String, Object> claims() {
        return TestTokens.userClaims(UUID.randomUUID(), UUID.randomUUID(), List.of("user"));
    }

    private static String genuine() {
        return TestTokens.user(UUID.randomUUID());
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
