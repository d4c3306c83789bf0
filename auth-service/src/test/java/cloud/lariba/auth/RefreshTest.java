package cloud.lariba.auth;

import static cloud.lariba.auth.Person.json;
import static cloud.lariba.auth.Person.tryRefresh;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AuthServiceTest
class RefreshTest {

    @Inject
    DataSource database;

    @Test
    void a_refresh_token_gives_a_new_pair_of_the_same_session() {
        Person person = Person.register();
        String session = person.sessionId();

        Response answer = tryRefresh(person.refresh());

        answer.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("access_token", notNullValue())
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600));
        Person refreshed = new Person(
                person.id(),
                person.email(),
                person.password(),
                answer.path("access_token"),
                answer.path("refresh_token"));
        assertNotEquals(person.refresh(), refreshed.refresh());
        assertEquals(session, refreshed.sessionId());
    }

    @Test
    void a_spent_token_ends_the_session() {
        Person person = Person.register();
        String next = tryRefresh(person.refresh()).path("refresh_token");

        tryRefresh(person.refresh())
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("refresh_token_reused"));

        tryRefresh(next).then().statusCode(401).body("code", equalTo("invalid_refresh_token"));
    }

    @Test
    void a_token_spent_long_ago_ends_the_session_too() {
        Person person = Person.register();
        String live = person.refresh();
        for (int i = 0; i < 5; i++) {
            live = tryRefresh(live).path("refresh_token");
        }

        tryRefresh(person.refresh()).then().body("code", equalTo("refresh_token_reused"));

        tryRefresh(live).then().body("code", equalTo("invalid_refresh_token"));
    }

    @Test
    void reuse_in_one_session_leaves_the_others_alone() {
        Person person = Person.register();
        Person elsewhere = person.loginAgain();
        tryRefresh(person.refresh());
        tryRefresh(person.refresh()).then().statusCode(401);

        tryRefresh(elsewhere.refresh()).then().statusCode(200);
    }

    @RepeatedTest(12)
    void of_many_uses_at_once_at_most_one_lineage_lives_on() throws Exception {
        Person person = Person.register();

        List<Response> answers = Parallel.run(32, i -> tryRefresh(person.refresh()));

        List<Integer> statuses = answers.stream().map(Response::statusCode).toList();
        assertEquals(1, Collections.frequency(statuses, 200), statuses::toString);
        assertEquals(31, Collections.frequency(statuses, 401), statuses::toString);
        List<Integer> later = answers.stream()
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> tryRefresh(answer.path("refresh_token")).statusCode())
                .toList();
        assertEquals(List.of(401), later);
    }

    @Test
    void the_same_use_with_the_same_key_gets_the_first_answer_again() {
        Person person = Person.register();
        String key = UUID.randomUUID().toString();
        Map<String, String> body = Map.of("refresh_token", person.refresh());

        Response first = json(body).header("Idempotency-Key", key).post("/auth/refresh");
        Response again = json(body).header("Idempotency-Key", key).post("/auth/refresh");

        first.then().statusCode(200);
        again.then().statusCode(200).header("Idempotency-Replayed", "true");
        assertEquals(first.asString(), again.asString());
        tryRefresh(first.path("refresh_token")).then().statusCode(200);
    }

    @Test
    void a_spent_token_ends_the_session_also_when_it_comes_with_a_key() {
        Person person = Person.register();
        String next = tryRefresh(person.refresh()).path("refresh_token");

        json(Map.of("refresh_token", person.refresh()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .post("/auth/refresh")
                .then()
                .statusCode(401)
                .body("code", equalTo("refresh_token_reused"));

        tryRefresh(next).then().statusCode(401).body("code", equalTo("invalid_refresh_token"));
    }

    @Test
    void who_knows_only_the_id_of_a_session_cannot_end_it() {
        Person person = Person.register();
        byte[] forged = Base64.getUrlDecoder().decode(person.refresh());
        forged[20] ^= 1;

        tryRefresh(Base64.getUrlEncoder().withoutPadding().encodeToString(forged))
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid_refresh_token"));

        tryRefresh(person.refresh()).then().statusCode(200);
    }

    @Test
    void an_access_token_is_not_a_refresh_token() {
        Person person = Person.register();

        json(Map.of("refresh_token", person.access().substring(0, 512)))
                .post("/auth/refresh")
                .then()
                .statusCode(401)
                .body("code", equalTo("invalid_refresh_token"));
    }

    @Test
    void a_refresh_token_is_not_an_access_token() {
        Person person = Person.register();

        int status = new Person("", "", "", person.refresh(), "")
                .request()
                .get("/auth/sessions")
                .statusCode();

        assertEquals(401, status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "none", "====", "AAAA.BBBB.CCCC", "ä", " "})
    void what_is_no_refresh_token_is_refused(String token) {
        tryRefresh(token).then().statusCode(401).body("code", equalTo("invalid_refresh_token"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update sessions set last_used_at = last_used_at - interval '169 hours' where id = ?",
                "update sessions set expires_at = created_at where id = ?"
            })
    void a_session_that_is_idle_or_too_old_cannot_be_refreshed(String aged) throws SQLException {
        Person person = Person.register();
        change(aged, UUID.fromString(person.sessionId()));

        tryRefresh(person.refresh()).then().statusCode(401).body("code", equalTo("invalid_refresh_token"));
    }

    @Test
    void a_session_near_its_end_says_how_long_its_tokens_are_good() throws SQLException {
        Person person = Person.register();
        change(
                "update sessions set expires_at = now() + interval '1 hour' where id = ?",
                UUID.fromString(person.sessionId()));

        int seconds = tryRefresh(person.refresh()).path("refresh_expires_in");

        assertTrue(seconds > 3500 && seconds <= 3600, () -> seconds + " s");
    }

    private void change(String sql, UUID id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, id);
            assertEquals(1, update.executeUpdate());
        }
    }
}
