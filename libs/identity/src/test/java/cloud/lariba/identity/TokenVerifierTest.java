package cloud.lariba.identity;

import static cloud.lariba.identity.Minting.NOW;
import static cloud.lariba.identity.Minting.claims;
import static cloud.lariba.identity.Minting.genuine;
import static cloud.lariba.identity.Minting.header;
import static cloud.lariba.identity.Minting.serviceClaims;
import static cloud.lariba.identity.Minting.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.identity.Verification.Accepted;
import cloud.lariba.identity.Verification.Refused;
import cloud.lariba.identity.Verification.UnknownKey;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenVerifierTest {

    private static final KeySet KEYS = Minting.keySet();
    private static final Duration MAX_LIFE = Duration.ofMinutes(15);

    private final TokenVerifier verifier =
            new TokenVerifier(Minting.ISSUER, Set.of("lariba", "project"), MAX_LIFE, Clock.fixed(NOW, ZoneOffset.UTC));

    static Stream<Arguments> mutants() {
        return Mutants.all().entrySet().stream().map(mutant -> Arguments.of(mutant.getKey(), mutant.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void no_mutant_is_accepted(String name, String token) {
        Verification outcome = verifier.verify(token, KEYS);

        assertFalse(outcome instanceof Accepted, () -> name + " was accepted");
    }

    @Test
    void there_are_five_hundred_mutants_and_all_differ_from_the_genuine_token() {
        Map<String, String> mutants = Mutants.all();

        assertTrue(mutants.size() >= 500, () -> "only " + mutants.size());
        assertFalse(mutants.containsValue(genuine()));
    }

    @Test
    void the_genuine_token_of_a_user_is_accepted() {
        Accepted accepted = assertInstanceOf(Accepted.class, verifier.verify(genuine(), KEYS));

        assertEquals(Minting.USER, accepted.token().subject());
        assertEquals(UUID.fromString(Minting.SESSION), accepted.token().sessionId());
        assertEquals(Set.of("user"), accepted.token().groups());
        assertEquals(NOW, accepted.token().issuedAt());
        assertEquals(NOW.plusSeconds(600), accepted.token().expiresAt());
    }

    @Test
    void the_genuine_token_of_a_service_is_accepted() {
        String token = signed(header().toString(), serviceClaims().toString());

        Accepted accepted = assertInstanceOf(Accepted.class, verifier.verify(token, KEYS));

        assertEquals("service:cloud", accepted.token().subject());
        assertEquals(Set.of("service"), accepted.token().groups());
    }

    @Test
    void a_token_is_good_until_the_second_it_expires_in() {
        String token = signed(
                header().toString(),
                claims().put("exp", NOW.getEpochSecond() + 1).toString());

        assertInstanceOf(Accepted.class, verifier.verify(token, KEYS));
    }

    @Test
    void a_token_that_claims_a_longer_life_than_tokens_have_is_refused_however_genuine() {
        long longest = NOW.plus(MAX_LIFE).getEpochSecond();

        for (ObjectNode claims : List.of(claims(), serviceClaims())) {
            assertInstanceOf(
                    Accepted.class,
                    verifier.verify(
                            signed(
                                    header().toString(),
                                    claims.put("exp", longest).toString()),
                            KEYS));
            assertEquals(
                    new Refused("lifetime"),
                    verifier.verify(
                            signed(
                                    header().toString(),
                                    claims.put("exp", longest + 1).toString()),
                            KEYS));
        }
    }

    @Test
    void a_clock_that_is_a_few_seconds_ahead_is_tolerated() {
        String token = signed(
                header().toString(),
                claims().put("iat", NOW.getEpochSecond() + 5).toString());

        assertInstanceOf(Accepted.class, verifier.verify(token, KEYS));
    }

    @Test
    void a_key_that_is_not_known_is_named() {
        String token = signed(header().put("kid", "key-2").toString(), claims().toString());

        assertEquals(new UnknownKey("key-2"), verifier.verify(token, KEYS));
        assertEquals(new UnknownKey("key-1"), verifier.verify(genuine(), KeySet.EMPTY));
    }

    @Test
    void what_is_refused_is_refused_for_the_right_reason() {
        ObjectNode late = claims().put("exp", NOW.getEpochSecond());

        assertEquals(new Refused("expired"), verifier.verify(signed(header().toString(), late.toString()), KEYS));
        assertEquals(
                new Refused("issuer"),
                verifier.verify(
                        signed(header().toString(), claims().put("iss", "x").toString()), KEYS));
        assertEquals(
                new Refused("audience"),
                verifier.verify(
                        signed(header().toString(), claims().put("aud", "x").toString()), KEYS));
        assertEquals(new Refused("too_long"), verifier.verify("a".repeat(TokenVerifier.MAX_LENGTH + 1), KEYS));
    }

    @Test
    void keys_of_other_kinds_and_weak_ones_are_passed_over() {
        ObjectMapper json = new ObjectMapper();
        ObjectNode weak = Minting.jwk(Minting.rsa(1024));
        for (ObjectNode key : List.of(
                weak,
                Minting.jwk(Minting.KEYS).put("alg", "RS512"),
                Minting.jwk(Minting.KEYS).put("use", "enc"),
                Minting.jwk(Minting.KEYS).put("kty", "oct").put("k", "AAAA"),
                Minting.jwk(Minting.KEYS).put("n", "!"))) {
            ObjectNode set = json.createObjectNode();
            set.putArray("keys").add(key);

            assertTrue(KeySet.parse(set).isEmpty(), key::toString);
        }
    }
}
