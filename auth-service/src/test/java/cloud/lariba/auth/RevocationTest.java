package cloud.lariba.auth;

import static cloud.lariba.auth.Person.PASSWORD;
import static cloud.lariba.auth.Person.json;
import static cloud.lariba.auth.Person.logout;
import static cloud.lariba.auth.Person.newEmail;
import static cloud.lariba.auth.Person.tryLogin;
import static cloud.lariba.auth.Person.tryRefresh;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AuthServiceTest
class RevocationTest {

    private static final Duration PROMISED = Duration.ofSeconds(5);

    @Test
    void after_a_logout_neither_token_of_the_session_is_good() {
        Person person = Person.register();
        assertTrue(person.isLetIn());

        logout(person.refresh()).then().statusCode(204);

        tryRefresh(person.refresh()).then().statusCode(401).body("code", equalTo("invalid_refresh_token"));
        await().atMost(PROMISED).until(() -> !person.isLetIn());
    }

    @Test
    void a_logout_can_be_repeated() {
        Person person = Person.register();
        logout(person.refresh());

        logout(person.refresh()).then().statusCode(204);
    }

    @Test
    void a_logout_with_an_unknown_token_succeeds_too() {
        logout("no-such-token").then().statusCode(204);
    }

    @Test
    void a_logout_with_a_spent_token_ends_the_session() {
        Person person = Person.register();
        String live = tryRefresh(person.refresh()).path("refresh_token");

        logout(person.refresh()).then().statusCode(204);

        tryRefresh(live).then().statusCode(401);
    }

    @Test
    void a_logout_leaves_other_sessions_alone() {
        Person person = Person.register();
        Person elsewhere = person.loginAgain();
        logout(person.refresh());
        await().atMost(PROMISED).until(() -> !person.isLetIn());

        assertTrue(elsewhere.isLetIn());
    }

    @Test
    void access_tokens_of_a_reused_refresh_token_are_refused() {
        Person person = Person.register();
        tryRefresh(person.refresh());
        tryRefresh(person.refresh()).then().statusCode(401);

        await().atMost(PROMISED).until(() -> !person.isLetIn());
    }

    @Test
    void a_new_password_ends_all_other_sessions() {
        Person person = Person.register();
        Person elsewhere = person.loginAgain();

        change(person, PASSWORD, "another good password").then().statusCode(204);

        tryRefresh(elsewhere.refresh()).then().statusCode(401);
        await().atMost(PROMISED).until(() -> !elsewhere.isLetIn());
        assertTrue(person.isLetIn());
        tryRefresh(person.refresh()).then().statusCode(200);
        tryLogin(person.email(), PASSWORD).then().statusCode(401);
        tryLogin(person.email(), "another good password").then().statusCode(200);
    }

    @Test
    void a_password_is_changed_only_by_who_knows_it() {
        Person person = Person.register();

        change(person, "not the password", "another good password")
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid_credentials"));

        tryLogin(person.email(), PASSWORD).then().statusCode(200);
    }

    @Test
    void a_new_password_obeys_the_rules() {
        Person person = Person.register();
        String localPart = person.email().substring(0, person.email().indexOf('@'));

        change(person, PASSWORD, "my " + localPart)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/new_password"))
                .body("errors.code", contains("contains_email"));
    }

    @Test
    void of_two_changes_at_once_one_succeeds() throws Exception {
        Person person = Person.register();

        var statuses = Parallel.run(
                2, i -> change(person, PASSWORD, "another good password " + i).statusCode());

        assertTrue(statuses.contains(204) && statuses.contains(401), statuses::toString);
    }

    @Test
    void deleting_the_user_ends_everything_and_frees_the_address() {
        Person person = Person.register(newEmail());
        Map<String, Object> event = Map.of(
                "specversion", "1.0",
                "id", UUID.randomUUID().toString(),
                "source", "/services/user",
                "type", "cloud.lariba.user.deleted",
                "subject", person.id(),
                "time", "2026-01-01T00:00:00Z",
                "datacontenttype", "application/json",
                "data", Map.of("id", person.id()));

        for (int delivery = 0; delivery < 2; delivery++) {
            asUserService()
                    .contentType("application/json")
                    .body(event)
                    .post("/internal/events")
                    .then()
                    .statusCode(204);
        }

        tryRefresh(person.refresh()).then().statusCode(401);
        tryLogin(person.email(), PASSWORD).then().statusCode(401);
        await().atMost(PROMISED).until(() -> !person.isLetIn());
        assertTrue(Person.register(person.email()).isLetIn());
    }

    @Test
    void a_password_change_whose_answer_was_lost_can_be_asked_for_again() {
        Person person = Person.register();
        Map<String, String> body = Map.of("current_password", PASSWORD, "new_password", "another tractor 8 lemonade");
        String key = UUID.randomUUID().toString();
        RequestSpecification request =
                json(body).header("Idempotency-Key", key).auth().oauth2(person.access());
        request.post("/auth/password/change").then().statusCode(204).header("Idempotency-Replayed", nullValue());

        request.post("/auth/password/change").then().statusCode(204).header("Idempotency-Replayed", equalTo("true"));
    }

    @Test
    void a_logout_with_a_key_is_answered_again() {
        Person person = Person.register();
        RequestSpecification request =
                json(Map.of("refresh_token", person.refresh())).header("Idempotency-Key", "bye");
        request.post("/auth/logout").then().statusCode(204);

        request.post("/auth/logout").then().statusCode(204).header("Idempotency-Replayed", equalTo("true"));
    }

    private static Response change(Person person, String current, String replacement) {
        return json(Map.of("current_password", current, "new_password", replacement))
                .auth()
                .oauth2(person.access())
                .post("/auth/password/change");
    }

    private static RequestSpecification asUserService() {
        return ServiceTokensTest.as("user", Surroundings.USER_SECRET, "auth");
    }
}
