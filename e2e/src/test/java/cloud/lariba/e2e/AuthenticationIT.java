package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Only tokens that were issued open anything. */
class AuthenticationIT {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private static Account person;

    @BeforeAll
    static void somebody() {
        person = Account.register();
    }

    @TestFactory
    Stream<DynamicTest> everyProtectedRouteRefusesWhoeverIsNotSignedIn() {
        return Routes.protectedOnes()
                .map(route -> DynamicTest.dynamicTest(route.toString(), () -> {
                    unauthenticated(route.call(Routes.missingIds()));
                    unauthenticated(route.call(Routes.missingIds()).token("garbage"));
                    unauthenticated(route.call(Routes.missingIds()).token(withBrokenSignature()));
                    unauthenticated(route.call(Routes.missingIds())
                            .token(person.session().refresh()));
                    unauthenticated(route.call(Routes.missingIds()).header("Authorization", "Basic YTpi"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> changedTokensAreRefused() throws GeneralSecurityException {
        return mutants().stream()
                .map(mutant -> DynamicTest.dynamicTest(
                        mutant.what(),
                        () -> unauthenticated(Call.of("GET", "/users/me").token(mutant.token()))));
    }

    @Test
    void theUnchangedTokenIsAccepted() {
        assertThat(person.read("/users/me").path("id").asText()).isEqualTo(person.id());
    }

    @Test
    void theTokenCarriesTheDocumentedClaims() {
        JsonNode header = part(0);
        JsonNode claims = part(1);

        assertThat(header.path("typ").asText()).isEqualTo("at+jwt");
        assertThat(claims.path("aud").asText()).isEqualTo("lariba");
        assertThat(claims.path("sub").asText()).isEqualTo(person.id());
        assertThat(claims.path("sid").asText()).isNotBlank();
        assertThat(claims.path("jti").asText()).isNotBlank();
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(600);
        assertThat(Json.texts(
                        Call.get("/.well-known/jwks.json").expect(200).json().path("keys"), "kid"))
                .contains(header.path("kid").asText());
    }

    @Test
    void identityHeadersOfTheClientMeanNothing() {
        unauthenticated(Call.of("GET", "/users/me")
                .header("X-User-Id", person.id())
                .header("X-User-Roles", "admin")
                .header("X-Forwarded-User", person.id()));
    }

    private record Mutant(String what, String token) {}

    private static List<Mutant> mutants() throws GeneralSecurityException {
        List<Mutant> mutants = new ArrayList<>();
        String token = person.session().access();
        String[] parts = token.split("\\.");
        for (String algorithm : List.of("none", "None", "NONE", "HS256", "RS512", "ES256", "PS256")) {
            mutants.add(new Mutant("alg " + algorithm, header(h -> h.put("alg", algorithm))));
            mutants.add(new Mutant("alg " + algorithm + " unsigned", unsigned(algorithm, parts)));
        }
        mutants.add(new Mutant("signed with the public key as a secret", signedWithPublicKey(parts)));
        for (String member : List.of("jku", "x5u", "crit", "b64", "zip", "x5c")) {
            mutants.add(new Mutant("header " + member, header(h -> h.put(member, "https://example.org/keys"))));
        }
        mutants.add(new Mutant("embedded jwk", header(h -> h.putObject("jwk").put("kty", "RSA"))));
        for (String kid : List.of("", "../../dev/null", "' or 1=1 --", "unknown")) {
            mutants.add(new Mutant("kid " + kid, header(h -> h.put("kid", kid))));
        }
        mutants.add(new Mutant("typ JWT", header(h -> h.put("typ", "JWT"))));
        mutants.add(new Mutant("no kid", header(h -> h.remove("kid"))));
        mutants.add(new Mutant(
                "groups admin", claims(c -> c.putArray("groups").add("user").add("admin"))));
        mutants.add(
                new Mutant("groups service", claims(c -> c.putArray("groups").add("service"))));
        mutants.add(new Mutant("other sub", claims(c -> c.put("sub", Names.missingId()))));
        mutants.add(new Mutant("other aud", claims(c -> c.put("aud", "cloud"))));
        mutants.add(new Mutant("other iss", claims(c -> c.put("iss", "https://example.org"))));
        mutants.add(new Mutant(
                "longer life", claims(c -> c.put("exp", c.path("exp").asLong() + 3600))));
        mutants.add(new Mutant("expired", claims(c -> c.put("exp", 1))));
        for (int i = 0; i < parts[2].length(); i += 17) {
            mutants.add(new Mutant("signature changed at " + i, parts[0] + "." + parts[1] + "." + flip(parts[2], i)));
        }
        mutants.add(new Mutant("no signature", parts[0] + "." + parts[1] + "."));
        mutants.add(new Mutant("two parts", parts[0] + "." + parts[1]));
        mutants.add(new Mutant("four parts", token + "." + parts[2]));
        mutants.add(new Mutant("five parts", token + ".." + parts[2]));
        mutants.add(new Mutant("padded", token + "="));
        mutants.add(new Mutant("empty parts", ".."));
        mutants.add(new Mutant("twice", token + token));
        mutants.add(new Mutant("upper case", token.toUpperCase(Locale.ROOT)));
        mutants.add(new Mutant("long", "a".repeat(9000)));
        mutants.add(new Mutant(
                "JSON serialisation",
                Json.object("payload", parts[1], "protected", parts[0], "signature", parts[2])
                        .toString()));
        return mutants;
    }

    private static String unsigned(String algorithm, String[] parts) {
        return encode(Json.object("alg", algorithm, "typ", "at+jwt")) + "." + parts[1] + ".";
    }

    private static String signedWithPublicKey(String[] parts) throws GeneralSecurityException {
        JsonNode key = Call.get("/.well-known/jwks.json").json().path("keys").path(0);
        String input = encode(((ObjectNode) part(0)).put("alg", "HS256")) + "." + parts[1];
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(key.path("n").asText()), "HmacSHA256"));
        return input + "." + BASE64.encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String withBrokenSignature() {
        String token = person.session().access();
        return flip(token, token.length() - 20);
    }

    private static String header(Consumer<ObjectNode> change) {
        ObjectNode header = (ObjectNode) part(0);
        change.accept(header);
        String[] parts = person.session().access().split("\\.");
        return encode(header) + "." + parts[1] + "." + parts[2];
    }

    private static String claims(Consumer<ObjectNode> change) {
        ObjectNode claims = (ObjectNode) part(1);
        change.accept(claims);
        String[] parts = person.session().access().split("\\.");
        return parts[0] + "." + encode(claims) + "." + parts[2];
    }

    private static JsonNode part(int index) {
        String part = person.session().access().split("\\.")[index];
        return Json.parse(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static String encode(JsonNode json) {
        return BASE64.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String flip(String text, int index) {
        char other = text.charAt(index) == 'A' ? 'B' : 'A';
        return text.substring(0, index) + other + text.substring(index + 1);
    }

    private static void unauthenticated(Call call) {
        Answer answer = call.send();
        answer.problem(401, "unauthenticated");
        assertThat(answer.requiredHeader("WWW-Authenticate")).startsWith("Bearer");
    }
}
