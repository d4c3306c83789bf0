package cloud.lariba.auth;

import static cloud.lariba.auth.Person.PASSWORD;
import static cloud.lariba.auth.Person.json;
import static cloud.lariba.auth.Person.newEmail;
import static cloud.lariba.auth.Person.newIp;
import static cloud.lariba.auth.Person.tryLoginFrom;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@AuthServiceTest
class LoginTest {

    @Inject
    DataSource database;

    @Test
    void the_right_password_gives_a_token_pair() {
        Person person = Person.register();

        Person.tryLogin(person.email().toUpperCase(Locale.ROOT), PASSWORD)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("access_token", notNullValue())
                .body("refresh_token", notNullValue())
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600))
                .body("refresh_expires_in", equalTo(604800));
    }

    @Test
    void an_unknown_account_is_answered_like_a_wrong_password() {
        Person person = Person.register();
        String id = "one-and-the-same";

        Response known = json(Map.of("email", person.email(), "password", "not the password"))
                .header("X-Request-Id", id)
                .header("X-Forwarded-For", newIp())
                .post("/auth/login");
        Response unknown = json(Map.of("email", newEmail(), "password", "not the password"))
                .header("X-Request-Id", id)
                .header("X-Forwarded-For", newIp())
                .post("/auth/login");

        known.then().statusCode(401).body("code", equalTo("invalid_credentials"));
        assertEquals(known.statusCode(), unknown.statusCode());
        assertEquals(known.asString(), unknown.asString());
        assertEquals(known.headers().asList().size(), unknown.headers().asList().size());
    }

    @Test
    void guessing_is_slowed_down_after_ten_failures_whether_or_not_the_account_exists() {
        Person person = Person.register();
        for (String email : List.of(person.email(), newEmail())) {
            String ip = newIp();
            for (int i = 0; i < 11; i++) {
                tryLoginFrom(ip, email, "not the password").then().statusCode(i < 10 ? 401 : 429);
            }

            Response refused = tryLoginFrom(newIp(), email, PASSWORD);

            refused.then().statusCode(429).body("code", equalTo("too_many_attempts"));
            int wait = Integer.parseInt(refused.header("Retry-After"));
            assertTrue(wait >= 1 && wait <= 900, () -> "Retry-After: " + wait);
        }
    }

    @Test
    void strangers_who_guess_do_not_keep_the_owner_out_of_an_address_that_was_used_before() {
        String email = newEmail();
        String home = newIp();
        Person.register(email);
        tryLoginFrom(home, email, PASSWORD).then().statusCode(200);
        for (int i = 0; i < 12; i++) {
            tryLoginFrom(newIp(), email, "not the password");
        }

        tryLoginFrom(newIp(), email, PASSWORD).then().statusCode(429);
        tryLoginFrom(home, email, PASSWORD).then().statusCode(200);
    }

    @Test
    void a_success_forgets_the_failures_before_it() {
        Person person = Person.register();
        String ip = newIp();
        tryLoginFrom(ip, person.email(), PASSWORD).then().statusCode(200);

        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 9; i++) {
                tryLoginFrom(ip, person.email(), "not the password").then().statusCode(401);
            }
            tryLoginFrom(ip, person.email(), PASSWORD).then().statusCode(200);
        }
    }

    @Test
    void one_address_that_fails_on_many_accounts_is_slowed_down() {
        String ip = newIp();
        for (int i = 0; i < 100; i++) {
            tryLoginFrom(ip, newEmail(), "not the password").then().statusCode(401);
        }

        tryLoginFrom(ip, newEmail(), "not the password").then().statusCode(429);
        tryLoginFrom(newIp(), newEmail(), "not the password").then().statusCode(401);
    }

    @Test
    void guesses_at_the_same_time_are_counted_too() throws Exception {
        Person person = Person.register();
        String ip = newIp();

        List<Integer> statuses = Parallel.run(
                48, i -> tryLoginFrom(ip, person.email(), "not the password").statusCode());

        long checked = statuses.stream().filter(status -> status == 401).count();
        assertTrue(checked < 30, () -> checked + " guesses were answered");
    }

    @Test
    void the_same_sign_in_with_the_same_key_gets_the_first_answer_again() {
        Person person = Person.register();
        Map<String, String> body = Map.of("email", person.email(), "password", PASSWORD);
        String key = UUID.randomUUID().toString();

        Response first = json(body).header("Idempotency-Key", key).post("/auth/login");
        Response again = json(body).header("Idempotency-Key", key).post("/auth/login");
        Response without = json(body).post("/auth/login");

        first.then().statusCode(200);
        assertEquals(first.asString(), again.asString());
        assertNotEquals(first.asString(), without.asString());
    }

    @Test
    void a_wrong_password_with_a_key_is_counted_and_checked_each_time() {
        Person person = Person.register();
        String ip = newIp();
        String key = UUID.randomUUID().toString();

        for (int i = 0; i < 11; i++) {
            json(Map.of("email", person.email(), "password", "not the password"))
                    .header("X-Forwarded-For", ip)
                    .header("Idempotency-Key", key)
                    .post("/auth/login")
                    .then()
                    .statusCode(i < 10 ? 401 : 429);
        }
    }

    @Test
    void a_hash_of_another_cost_is_replaced_at_the_next_sign_in_also_of_several_at_once() throws Exception {
        Person person = Person.register();
        String old = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        database("update accounts set password_hash = ? where id = ?::uuid returning password_hash", old, person.id());

        List<Integer> statuses =
                Parallel.run(8, i -> Person.tryLogin(person.email(), "password").statusCode());

        assertEquals(List.of(200, 200, 200, 200, 200, 200, 200, 200), statuses);
        String hash = database("select password_hash from accounts where id = ?::uuid", person.id());
        assertTrue(hash.startsWith("$argon2id$v=19$m=64,t=1,p=1$"), hash);
    }

    private String database(String sql, String... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
