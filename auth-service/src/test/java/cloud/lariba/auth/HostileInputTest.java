package cloud.lariba.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@AuthServiceTest
class HostileInputTest {

    private static final Map<String, String> FIRST_FIELDS = Map.of(
            "/auth/register", "email",
            "/auth/login", "email",
            "/auth/refresh", "refresh_token",
            "/auth/logout", "refresh_token",
            "/auth/password/change", "new_password",
            "/internal/token", "client_secret");

    static Stream<Arguments> badBodies() {
        return FIRST_FIELDS.entrySet().stream().flatMap(route -> {
            String field = "{\"" + route.getValue() + "\":";
            return Stream.of(
                            "invalid_input ",
                            "malformed_json {",
                            "malformed_json {\"a\":}",
                            "malformed_json " + field + "\"x\"}{}",
                            "malformed_json " + field + "\"x\"} trailing",
                            "malformed_json " + field + "\"a\"," + field.substring(1) + "\"b\"}",
                            "malformed_json " + field + "\"a\u0000b\"}",
                            "invalid_input " + "[".repeat(5000),
                            "invalid_input null",
                            "invalid_input []",
                            "invalid_input 1",
                            "invalid_input \"text\"",
                            "invalid_input {}",
                            "invalid_input " + field + "null}",
                            "invalid_input " + field + "1}",
                            "invalid_input " + field + "1.5}",
                            "invalid_input " + field + "true}",
                            "invalid_input " + field + "{}}",
                            "invalid_input " + field + "[\"x\"]}",
                            "invalid_input " + field + "\"\"}",
                            "invalid_input " + field + "\"a\\u0000b\"}",
                            "invalid_input " + field + "\"\\ud800\"}",
                            "invalid_input " + field + "\"" + "x".repeat(5000) + "\"}",
                            "unknown_field {\"admin\":true}",
                            "unknown_field {\"id\":\"x\"}",
                            "unknown_field {\"__proto__\":{}}")
                    .map(body -> Arguments.of(
                            route.getKey(),
                            body.substring(body.indexOf(' ') + 1),
                            body.substring(0, body.indexOf(' '))));
        });
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("badBodies")
    void a_bad_body_is_answered_with_a_problem(String route, String body, String code) {
        Response answer = post(route, body);

        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("https://lariba.cloud/problems/" + answer.path("code")))
                .body("status", is(400))
                .body("instance", equalTo(route))
                .body("request_id", equalTo(answer.header("X-Request-Id")))
                .body("detail", not(containsString("java")))
                .body("code", equalTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/register", "/auth/login", "/auth/refresh", "/auth/logout", "/internal/token"})
    void another_media_type_is_refused(String route) {
        given().contentType("text/plain").body("x").post(route).then().statusCode(415);
        given().contentType("application/xml").body("<x/>").post(route).then().statusCode(415);
    }

    @ParameterizedTest
    @CsvSource({"/auth/login, POST", "/auth/register, POST", "/auth/sessions, GET", "/.well-known/jwks.json, GET"})
    void a_wrong_method_is_refused_with_the_right_ones(String route, String allowed) {
        given().put(route)
                .then()
                .statusCode(405)
                .header("Allow", containsString(allowed))
                .body("code", equalTo("method_not_allowed"));
    }

    @Test
    void a_body_of_more_than_a_mebibyte_is_refused() {
        given().contentType("application/json")
                .body("{\"email\":\"" + "x".repeat(1_100_000) + "\"}")
                .post("/auth/login")
                .then()
                .statusCode(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic YTpi", "bearer null"})
    void a_bad_authorization_is_refused(String header) {
        given().header("Authorization", header)
                .get("/auth/sessions")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json")
                .body("code", equalTo("unauthenticated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ä", "a\tb"})
    void a_bad_idempotency_key_is_refused(String key) {
        given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(Map.of("refresh_token", Person.register().refresh()))
                .post("/auth/refresh")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_input"));
    }

    private static Response post(String route, String body) {
        var request = route.startsWith("/auth/password") ? Person.register().request() : given();
        return request.contentType("application/json").body(body).post(route);
    }
}
