package cloud.lariba.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@AuthServiceTest
class PendingTest {

    @ParameterizedTest
    @CsvSource({
        "POST, /auth/password/forgot",
        "POST, /auth/password/reset",
        "POST, /auth/email/verify",
        "GET, /auth/oauth/google",
        "GET, /auth/oauth/google/callback"
    })
    void public_routes_that_are_not_built_say_so(String method, String path) {
        given().request(method, path)
                .then()
                .statusCode(501)
                .contentType("application/problem+json")
                .body("code", equalTo("not_implemented"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /auth/mfa/totp",
        "POST, /auth/mfa/totp/confirm",
        "DELETE, /auth/mfa/totp",
        "GET, /auth/tokens",
        "POST, /auth/tokens",
        "DELETE, /auth/tokens/0190a5f0-0000-7000-8000-000000000000"
    })
    void routes_for_users_that_are_not_built_say_so_to_users(String method, String path) {
        given().request(method, path).then().statusCode(401);

        Person.register()
                .request()
                .request(method, path)
                .then()
                .statusCode(501)
                .body("code", equalTo("not_implemented"));
    }
}
