package cloud.lariba.auth;

import static cloud.lariba.auth.Person.PASSWORD;
import static cloud.lariba.auth.Person.json;
import static cloud.lariba.auth.Person.newEmail;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@AuthServiceTest
class RegistrationTest {

    @Test
    void a_registration_answers_with_the_user_and_a_token_pair() {
        String email = newEmail();

        Person.tryRegister("  " + email.toUpperCase(Locale.ROOT) + " ")
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("user.id", notNullValue())
                .body("user.name", equalTo("Ada Lovelace"))
                .body("user.email", equalTo(email))
                .body("user.email_verified", equalTo(false))
                .body("user.roles", equalTo(List.of("user")))
                .body("user.created_at", notNullValue())
                .body("user.updated_at", notNullValue())
                .body("access_token", notNullValue())
                .body("refresh_token", notNullValue())
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600))
                .body("refresh_expires_in", equalTo(604800));
    }

    @Test
    void user_service_is_told_of_a_new_account_once() {
        Person person = Person.register();

        List<JsonNode> events = await().until(() -> Surroundings.eventsAbout(person.id()), found -> !found.isEmpty());
        assertEquals(1, events.size());
        JsonNode event = events.getFirst();
        assertEquals("cloud.lariba.account.registered", event.path("type").asText());
        assertEquals("/services/auth", event.path("source").asText());
        assertEquals(person.id(), event.path("data").path("id").asText());
        assertEquals(person.email(), event.path("data").path("email").asText());
        assertEquals("Ada Lovelace", event.path("data").path("name").asText());
        assertEquals("user", event.path("data").path("roles").path(0).asText());
    }

    @Test
    void an_address_can_be_registered_once_however_it_is_written() {
        Person person = Person.register();

        Person.tryRegister(person.email().toUpperCase(Locale.ROOT))
                .then()
                .statusCode(409)
                .body("code", equalTo("email_taken"));
    }

    @Test
    void of_many_registrations_of_one_address_at_once_one_succeeds() throws Exception {
        String email = newEmail();

        List<Integer> statuses = Parallel.run(32, i -> Person.tryRegister(email).statusCode());

        assertEquals(1, Collections.frequency(statuses, 201), statuses::toString);
        assertEquals(31, Collections.frequency(statuses, 409), statuses::toString);
    }

    @Test
    void the_bootstrap_address_belongs_to_a_platform_administrator() throws Exception {
        String claims = Person.administrator().access().split("\\.", -1)[1];

        JsonNode groups = new ObjectMapper()
                .readTree(Base64.getUrlDecoder().decode(claims))
                .path("groups");

        assertEquals(
                Set.of("user", "admin"),
                Set.of(groups.path(0).asText(), groups.path(1).asText()));
    }

    @Test
    void the_same_registration_with_the_same_key_gets_the_first_answer_again() {
        Map<String, String> body = Map.of("name", "Ada", "email", newEmail(), "password", PASSWORD);
        String key = UUID.randomUUID().toString();
        Response first = json(body).header("Idempotency-Key", key).post("/auth/register");

        Response second = json(body).header("Idempotency-Key", key).post("/auth/register");

        first.then().statusCode(201);
        second.then().statusCode(201).header("Idempotency-Replayed", "true").header("Cache-Control", "no-store");
        assertEquals(first.asString(), second.asString());
    }

    @Test
    void the_same_key_with_another_registration_is_refused() {
        String key = UUID.randomUUID().toString();
        json(Map.of("name", "Ada", "email", newEmail(), "password", PASSWORD))
                .header("Idempotency-Key", key)
                .post("/auth/register");

        json(Map.of("name", "Ada", "email", newEmail(), "password", PASSWORD))
                .header("Idempotency-Key", key)
                .post("/auth/register")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
    }

    @Test
    void somebody_elsewhere_may_use_the_same_key() {
        for (String address : List.of("203.0.113.1", "203.0.113.2")) {
            json(Map.of("name", "Ada", "email", newEmail(), "password", PASSWORD))
                    .header("X-Forwarded-For", address)
                    .header("Idempotency-Key", "register-1")
                    .post("/auth/register")
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void many_registrations_with_one_key_at_once_make_one_account() throws Exception {
        Map<String, String> body = Map.of("name", "Ada", "email", newEmail(), "password", PASSWORD);
        String key = UUID.randomUUID().toString();

        List<Response> answers =
                Parallel.run(32, i -> json(body).header("Idempotency-Key", key).post("/auth/register"));

        long users = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .map(answer -> answer.<String>path("user.id"))
                .distinct()
                .count();
        assertEquals(1, users);
        assertEquals(
                List.of(),
                answers.stream()
                        .filter(answer -> answer.statusCode() != 201)
                        .map(answer -> answer.<String>path("code"))
                        .filter(code -> !code.equals("request_in_progress"))
                        .toList());
    }

    @Test
    void every_character_of_a_long_password_counts() {
        String email = newEmail();
        String password = "0123456789abcdef".repeat(8);
        json(Map.of("name", "Ada", "email", email, "password", password))
                .post("/auth/register")
                .then()
                .statusCode(201);

        int status = Person.tryLogin(email, password.substring(0, 127) + "x").statusCode();

        assertEquals(401, status);
        assertNotEquals(401, Person.tryLogin(email, password).statusCode());
    }

    @ParameterizedTest(name = "name {0}, e-mail {1}, password {2}: {4} at {3}")
    @CsvSource(nullValues = "null", delimiter = '|', textBlock = """
            null    | a@example.org    | violet tractor 7 | /name     | required
            ' '     | a@example.org    | violet tractor 7 | /name     | empty
            Ada     | null             | violet tractor 7 | /email    | required
            Ada     | a                | violet tractor 7 | /email    | invalid_format
            Ada     | a@localhost      | violet tractor 7 | /email    | invalid_format
            Ada     | a..b@example.org | violet tractor 7 | /email    | invalid_format
            Ada     | a@-example.org   | violet tractor 7 | /email    | invalid_format
            Ada     | a b@example.org  | violet tractor 7 | /email    | invalid_format
            Ada     | a@example.org    | null             | /password | required
            Ada     | a@example.org    | 11character      | /password | too_short
            Ada     | a@example.org    | password1234     | /password | too_common
            Ada     | a@example.org    | PASSWORD1234     | /password | too_common
            Ada     | a@example.org    | xxxxxxxxxxxxxxx  | /password | too_common
            Ada     | tiger@tree.org   | the Tiger sleeps | /password | contains_email
            """)
    void what_breaks_a_rule_is_named(String name, String email, String password, String pointer, String code) {
        Map<String, String> body = new HashMap<>();
        body.put("name", name);
        body.put("email", email);
        body.put("password", password);

        json(body)
                .post("/auth/register")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_input"))
                .body("errors.pointer", contains(pointer))
                .body("errors.code", contains(code));
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        json(Map.of("name", "x".repeat(101), "email", "x".repeat(255) + "@example.org", "password", "y".repeat(129)))
                .post("/auth/register")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/name", "/email", "/password", "/password"))
                .body("errors.code", contains("too_long", "too_long", "too_long", "too_common"));
    }
}
