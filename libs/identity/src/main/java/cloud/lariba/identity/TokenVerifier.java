package cloud.lariba.identity;

import cloud.lariba.identity.Verification.Accepted;
import cloud.lariba.identity.Verification.Refused;
import cloud.lariba.identity.Verification.UnknownKey;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks access tokens: JWS compact serialisation (RFC 7515) with exactly the header and claims that auth-service writes
 * (RFC 9068), following RFC 8725. What is not expected is refused; nothing in a token can make it fetch or choose a key.
 */
public final class TokenVerifier {

    /** A token's length at most, in characters. */
    public static final int MAX_LENGTH = 8192;
    /** {@code typ} of an access token (RFC 9068, section 2.1). */
    public static final String TYPE = "at+jwt";
    /** {@code aud} of users' tokens. */
    public static final String USER_AUDIENCE = "lariba";

    private static final Set<String> HEADER_FIELDS = Set.of("alg", "typ", "kid");
    private static final Set<String> USER_GROUPS = Set.of("user", "admin");
    private static final Set<String> SERVICE_GROUPS = Set.of(ServiceRole.ANY);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final String issuer;
    private final Set<String> audiences;
    private final Duration maxLife;
    private final Clock clock;

    /**
     * A verifier of this installation's tokens.
     *
     * @param issuer the only accepted {@code iss}
     * @param audiences the accepted {@code aud} values
     * @param maxLife the longest accepted time from {@code iat} to {@code exp}
     */
    public TokenVerifier(String issuer, Set<String> audiences, Duration maxLife, Clock clock) {
        this.issuer = issuer;
        this.audiences = Set.copyOf(audiences);
        this.maxLife = maxLife;
        this.clock = clock;
    }

    /** Checks form, signature and claims. Whether the session was revoked is the {@link RevocationFeed}'s to say. */
    public Verification verify(String token, KeySet keys) {
        if (token.length() > MAX_LENGTH) {
            return new Refused("too_long");
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first <= 0 || second <= first + 1 || second == token.length() - 1 || token.indexOf('.', second + 1) >= 0) {
            return new Refused("malformed");
        }
        JsonNode header = json(token.substring(0, first));
        if (header == null || !header.isObject()) {
            return new Refused("malformed_header");
        }
        String keyId = header.path("kid").textValue();
        if (!hasOnly(header, HEADER_FIELDS)
                || keyId == null
                || !TYPE.equals(header.path("typ").textValue())) {
            return new Refused("unexpected_header");
        }
        KeySet.Entry key = keys.find(keyId);
        if (key == null) {
            return new UnknownKey(keyId);
        }
        if (!key.algorithm().equals(header.path("alg").textValue())) {
            return new Refused("algorithm");
        }
        if (!isSigned(token, second, key)) {
            return new Refused("signature");
        }
        return claims(keyId, token.substring(first + 1, second));
    }

    private Verification claims(String keyId, String part) {
        JsonNode claims = json(part);
        byte[] payload = decode(part);
        if (claims == null || payload == null || !claims.isObject()) {
            return new Refused("malformed_claims");
        }
        String audience = claims.path("aud").textValue();
        String subject = claims.path("sub").textValue();
        String tokenId = claims.path("jti").textValue();
        Instant issuedAt = time(claims.path("iat"));
        Instant expiresAt = time(claims.path("exp"));
        Set<String> groups = groups(claims.path("groups"));
        if (!issuer.equals(claims.path("iss").textValue())) {
            return new Refused("issuer");
        }
        if (audience == null || !audiences.contains(audience)) {
            return new Refused("audience");
        }
        if (subject == null || tokenId == null || issuedAt == null || expiresAt == null || groups == null) {
            return new Refused("missing_claim");
        }
        Instant now = clock.instant();
        if (!now.isBefore(expiresAt)) {
            return new Refused("expired");
        }
        if (Duration.between(issuedAt, expiresAt).compareTo(maxLife) > 0) {
            return new Refused("lifetime");
        }
        Instant notBefore = claims.has("nbf") ? time(claims.path("nbf")) : issuedAt;
        if (notBefore == null || notBefore.isAfter(now.plus(CLOCK_SKEW)) || issuedAt.isAfter(now.plus(CLOCK_SKEW))) {
            return new Refused("not_yet_valid");
        }
        UUID session = uuid(claims.path("sid").textValue());
        if (audience.equals(USER_AUDIENCE)
                && (session == null || uuid(subject) == null || !USER_GROUPS.containsAll(groups))) {
            return new Refused("subject");
        }
        if (!audience.equals(USER_AUDIENCE)
                && (!subject.startsWith(ServiceRole.PREFIX) || !groups.equals(SERVICE_GROUPS))) {
            return new Refused("subject");
        }
        return new Accepted(new VerifiedToken(
                subject,
                session,
                tokenId,
                keyId,
                audience,
                groups,
                issuedAt,
                expiresAt,
                new String(payload, StandardCharsets.UTF_8)));
    }

    private static boolean isSigned(String token, int end, KeySet.Entry key) {
        byte[] signature = decode(token.substring(end + 1));
        if (signature == null) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(key.jcaName());
            verifier.initVerify(key.key());
            verifier.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static @Nullable JsonNode json(String part) {
        byte[] bytes = decode(part);
        if (bytes == null) {
            return null;
        }
        try {
            return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The bytes of a base64url part, or null unless it is the one canonical encoding of them. */
    private static byte @Nullable [] decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean hasOnly(JsonNode object, Set<String> fields) {
        return object.propertyStream().allMatch(field -> fields.contains(field.getKey()));
    }

    private static @Nullable Instant time(JsonNode claim) {
        try {
            return claim.isIntegralNumber() && claim.canConvertToLong()
                    ? Instant.ofEpochSecond(claim.longValue())
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Set<String> groups(JsonNode claim) {
        if (!claim.isArray() || claim.isEmpty()) {
            return null;
        }
        Set<String> groups = new HashSet<>();
        for (JsonNode group : claim) {
            if (!group.isTextual()) {
                return null;
            }
            groups.add(group.textValue());
        }
        return Set.copyOf(groups);
    }

    /** The id, or null unless the text is its canonical form. */
    static @Nullable UUID uuid(@Nullable String text) {
        try {
            UUID id = text == null ? null : UUID.fromString(text);
            return id != null && id.toString().equals(text) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
