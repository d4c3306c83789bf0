package cloud.lariba.auth;

import static cloud.lariba.auth.Person.PASSWORD;
import static cloud.lariba.auth.Person.json;
import static cloud.lariba.auth.Person.tryRefresh;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AuthServiceTest
class SessionsTest {

    @Test
    void sessions_are_listed_newest_first_with_where_they_are_used() {
        Person person = Person.register();
        json(Map.of("email", person.email(), "password", PASSWORD))
                .header("X-Forwarded-For", "6.6.6.6, 203.0.113.9")
                .header("User-Agent", "x".repeat(300))
                .post("/auth/login");

        person.request()
                .get("/auth/sessions")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("next_cursor", nullValue())
                .body("items.current", contains(false, true))
                .body("items[0].ip", equalTo("203.0.113.9"))
                .body("items[0].user_agent", equalTo("x".repeat(256)))
                .body("items[1].ip", equalTo("127.0.0.1"));
    }

    @Test
    void a_forwarded_address_that_is_none_is_not_believed() {
        Person person = Person.register();
        json(Map.of("email", person.email(), "password", PASSWORD))
                .header("X-Forwarded-For", "<script>")
                .post("/auth/login");

        person.request().get("/auth/sessions").then().body("items[0].ip", equalTo("127.0.0.1"));
    }

    @Test
    void the_pages_of_the_list_hold_every_session_once() {
        Person person = Person.register();
        for (int i = 0; i < 4; i++) {
            person.loginAgain();
        }
        List<String> all = person.request().get("/auth/sessions").path("items.id");

        List<String> paged = new ArrayList<>();
        String cursor = null;
        do {
            Response page = cursor == null
                    ? person.request().queryParam("limit", 2).get("/auth/sessions")
                    : person.request()
                            .queryParam("limit", 2)
                            .queryParam("cursor", cursor)
                            .get("/auth/sessions");
            paged.addAll(page.path("items.id"));
            cursor = page.path("next_cursor");
        } while (cursor != null);

        assertEquals(5, all.size());
        assertEquals(all, paged);
    }

    @Test
    void one_session_can_be_ended() {
        Person person = Person.register();
        Person elsewhere = person.loginAgain();

        person.request()
                .delete("/auth/sessions/" + elsewhere.sessionId())
                .then()
                .statusCode(204);

        tryRefresh(elsewhere.refresh()).then().statusCode(401).body("code", equalTo("invalid_refresh_token"));
        person.request().get("/auth/sessions").then().body("items", hasSize(1));
    }

    @Test
    void all_other_sessions_can_be_ended() {
        Person person = Person.register();
        Person elsewhere = person.loginAgain();
        Person another = person.loginAgain();

        person.request().delete("/auth/sessions").then().statusCode(204);

        tryRefresh(elsewhere.refresh()).then().statusCode(401);
        tryRefresh(another.refresh()).then().statusCode(401);
        tryRefresh(person.refresh()).then().statusCode(200);
    }

    @Test
    void somebody_elses_session_is_as_good_as_missing() {
        Person person = Person.register();
        Person other = Person.register();
        String foreign = other.sessionId();
        String path = "/auth/sessions/";

        Response missing = person.request().header("X-Request-Id", "same").delete(path + UUID.randomUUID());
        Response notMine = person.request().header("X-Request-Id", "same").delete(path + foreign);

        missing.then().statusCode(404).body("code", equalTo("not_found"));
        assertEquals(
                missing.asString().replaceAll("\"instance\":\"[^\"]*\"", ""),
                notMine.asString().replaceAll("\"instance\":\"[^\"]*\"", ""));
        tryRefresh(other.refresh()).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0", "01A205F5-A8EA-765C-9499-778E3058D356", "%00"})
    void what_is_no_id_names_nothing(String id) {
        Person.register()
                .request()
                .urlEncodingEnabled(false)
                .delete("/auth/sessions/" + id)
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "cursor=x", "cursor=%00"})
    void a_bad_page_is_refused(String query) {
        Person.register()
                .request()
                .urlEncodingEnabled(false)
                .get("/auth/sessions?" + query)
                .then()
                .statusCode(400);
    }

    @Test
    void nobody_sees_sessions_without_signing_in() {
        given().get("/auth/sessions")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("unauthenticated"));
    }
}
