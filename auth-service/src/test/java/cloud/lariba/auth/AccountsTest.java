package cloud.lariba.auth;

import static cloud.lariba.auth.Person.PASSWORD;
import static cloud.lariba.auth.Person.newEmail;
import static cloud.lariba.auth.Person.tryLogin;
import static cloud.lariba.auth.ServiceTokensTest.asUserService;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AuthServiceTest
class AccountsTest {

    @Test
    void other_services_can_look_an_account_up() {
        Person person = Person.register();

        asUserService()
                .get("/internal/accounts/" + person.id())
                .then()
                .statusCode(200)
                .body("id", equalTo(person.id()))
                .body("name", equalTo("Ada Lovelace"))
                .body("email", equalTo(person.email()))
                .body("email_verified", equalTo(false))
                .body("roles", contains("user"))
                .body("created_at", notNullValue());
    }

    @Test
    void an_unknown_account_is_not_found() {
        asUserService().get("/internal/accounts/" + UUID.randomUUID()).then().statusCode(404);
        asUserService().get("/internal/accounts/x").then().statusCode(404);
    }

    @Test
    void an_account_made_by_user_service_can_sign_in() {
        String email = newEmail();

        create(Map.of("name", "Grace", "email", email, "password", PASSWORD))
                .then()
                .statusCode(201)
                .body("user.email", equalTo(email))
                .body("user.name", equalTo("Grace"));

        tryLogin(email, PASSWORD).then().statusCode(200);
    }

    @Test
    void an_account_without_a_password_cannot_sign_in() {
        String email = newEmail();
        create(Map.of("name", "Grace", "email", email)).then().statusCode(201);

        tryLogin(email, PASSWORD).then().statusCode(401).body("code", equalTo("invalid_credentials"));
    }

    @Test
    void accounts_made_by_user_service_obey_the_rules_of_registration() {
        Person person = Person.register();

        create(Map.of("name", "Grace", "email", person.email(), "password", PASSWORD))
                .then()
                .statusCode(409)
                .body("code", equalTo("email_taken"));
        create(Map.of("name", "Grace", "email", newEmail(), "password", "short"))
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/password"));
    }

    @Test
    void the_same_account_with_the_same_key_is_made_once() {
        Map<String, String> body = Map.of("name", "Grace", "email", newEmail(), "password", PASSWORD);
        String key = UUID.randomUUID().toString();

        Response first = create(body, key);
        Response again = create(body, key);

        first.then().statusCode(201);
        assertEquals(first.asString(), again.asString());
    }

    @Test
    void a_changed_address_is_the_one_to_sign_in_with() {
        Person person = Person.register();
        String email = newEmail();

        changeEmail(person, email).then().statusCode(204);
        changeEmail(person, email).then().statusCode(204);

        tryLogin(person.email(), PASSWORD).then().statusCode(401);
        tryLogin(email, PASSWORD).then().statusCode(200);
        assertTrue(Person.register(person.email()).isLetIn());
    }

    @Test
    void an_address_cannot_be_changed_to_a_taken_one_or_to_none() {
        Person person = Person.register();

        changeEmail(person, Person.register().email()).then().statusCode(409).body("code", equalTo("email_taken"));
        changeEmail(person, "nonsense").then().statusCode(400).body("errors.pointer", contains("/email"));
    }

    @Test
    void of_two_who_change_to_one_address_at_once_one_gets_it() throws Exception {
        List<Person> people = List.of(Person.register(), Person.register(), Person.register(), Person.register());
        String email = newEmail();

        List<Integer> statuses =
                Parallel.run(4, i -> changeEmail(people.get(i), email).statusCode());

        assertEquals(1, Collections.frequency(statuses, 204), statuses::toString);
        assertEquals(3, Collections.frequency(statuses, 409), statuses::toString);
    }

    private static Response create(Map<String, String> body) {
        return create(body, UUID.randomUUID().toString());
    }

    private static Response create(Map<String, String> body, String key) {
        return asUserService()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/internal/accounts");
    }

    private static Response changeEmail(Person person, String email) {
        return asUserService()
                .contentType(ContentType.JSON)
                .body(Map.of("email", email))
                .put("/internal/accounts/" + person.id() + "/email");
    }
}
