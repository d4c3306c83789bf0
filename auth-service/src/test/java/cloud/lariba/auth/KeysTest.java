package cloud.lariba.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.identity.KeySet;
import cloud.lariba.identity.TokenVerifier;
import cloud.lariba.identity.Verification;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@AuthServiceTest
class KeysTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    DataSource database;

    @Test
    void the_key_set_has_the_public_parts_and_nothing_else() {
        Response set = given().get("/.well-known/jwks.json");

        set.then()
                .statusCode(200)
                .header("Cache-Control", containsString("max-age"))
                .body("keys.kty", everyItem(equalTo("RSA")))
                .body("keys.alg", everyItem(equalTo("RS256")))
                .body("keys.use", everyItem(equalTo("sig")));
        List<Map<String, String>> keys = set.path("keys");
        keys.forEach(key -> {
            assertEquals(Set.of("kty", "use", "alg", "kid", "n", "e"), key.keySet());
            assertEquals(256, Base64.getUrlDecoder().decode(key.get("n")).length);
        });
    }

    @Test
    void access_tokens_have_the_documented_header_and_claims() throws IOException {
        Person person = Person.register();

        String[] parts = person.access().split("\\.", -1);
        JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));

        assertEquals(Set.of("alg", "typ", "kid"), names(header));
        assertEquals("RS256", header.path("alg").asText());
        assertEquals("at+jwt", header.path("typ").asText());
        assertEquals(Set.of("iss", "aud", "sub", "sid", "jti", "iat", "exp", "groups"), names(claims));
        assertEquals("lariba", claims.path("aud").asText());
        assertEquals(person.id(), claims.path("sub").asText());
        assertEquals(person.sessionId(), claims.path("sid").asText());
        assertEquals(600, claims.path("exp").asLong() - claims.path("iat").asLong());
        assertEquals("[\"user\"]", claims.path("groups").toString());
    }

    @Test
    void the_published_keys_verify_the_tokens() throws IOException {
        Person person = Person.register();
        KeySet keys =
                KeySet.parse(JSON.readTree(given().get("/.well-known/jwks.json").asString()));

        Verification verification = new TokenVerifier(
                        "https://lariba.local", Set.of("lariba"), Duration.ofMinutes(15), Clock.systemUTC())
                .verify(person.access(), keys);

        assertInstanceOf(Verification.Accepted.class, verification);
    }

    @Test
    void private_keys_are_not_readable_in_the_database() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select private_key from signing_keys")) {
            while (row.next()) {
                // Every RSA key in PKCS #8 has this object identifier in its first bytes.
                String start = new String(row.getBytes(1), 0, 40, StandardCharsets.ISO_8859_1);
                String rsaEncryption = new String(
                        new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7}, StandardCharsets.ISO_8859_1);
                assertTrue(!start.contains(rsaEncryption));
            }
        }
    }

    @Test
    void the_metadata_names_the_issuer_and_the_keys() {
        given().get("/.well-known/openid-configuration")
                .then()
                .statusCode(200)
                .body("issuer", equalTo("https://lariba.local"))
                .body("jwks_uri", startsWith("https://lariba.local/"))
                .body("subject_types_supported", hasItem("public"))
                .body("id_token_signing_alg_values_supported", hasItem("RS256"));
    }

    @Test
    void only_platform_administrators_rotate_keys() {
        given().post("/auth/keys/rotate").then().statusCode(401);
        Person.register().request().post("/auth/keys/rotate").then().statusCode(403);
    }

    @Test
    void a_rotated_key_is_published_before_it_signs() {
        Person admin = Person.administrator();

        Response rotated = admin.request().post("/auth/keys/rotate");
        Response again = admin.request().post("/auth/keys/rotate");

        rotated.then().statusCode(200).body("alg", equalTo("RS256"));
        String kid = rotated.path("kid");
        assertTrue(Instant.parse(rotated.path("signs_from")).isAfter(Instant.now()));
        assertEquals(kid, again.path("kid"));
        given().get("/.well-known/jwks.json").then().body("keys.kid", hasItem(kid));
        assertTrue(Person.register().isLetIn());
        String header = new String(
                Base64.getUrlDecoder().decode(Person.register().access().split("\\.", -1)[0]), StandardCharsets.UTF_8);
        assertTrue(!header.contains(kid));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
