package cloud.lariba.auth;

import static cloud.lariba.auth.Person.json;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@AuthServiceTest
class ServiceTokensTest {

    /** A request of a service that has got itself a token for an audience. */
    static RequestSpecification as(String client, String secret, String audience) {
        Response answer = ask(client, secret, audience);
        answer.then().statusCode(200);
        return given().auth().oauth2(answer.path("access_token"));
    }

    static RequestSpecification asUserService() {
        return as("user", Surroundings.USER_SECRET, "auth");
    }

    private static Response ask(String client, String secret, String audience) {
        return json(Map.of("client_id", client, "client_secret", secret, "audience", audience))
                .post("/internal/token");
    }

    @Test
    void a_service_gets_a_token_for_its_secret() {
        ask("user", Surroundings.USER_SECRET, "project")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("access_token", notNullValue())
                .body("expires_in", equalTo(300));
    }

    @ParameterizedTest
    @CsvSource({
        "user, wrong",
        "project, the-secret-of-user-service-0123456789",
        "nobody, the-secret-of-user-service-0123456789"
    })
    void a_wrong_client_or_secret_is_refused(String client, String secret) {
        ask(client, secret, "auth").then().statusCode(401).body("code", equalTo("invalid_credentials"));
    }

    @Test
    void an_audience_that_is_no_service_is_refused() {
        ask("user", Surroundings.USER_SECRET, "lariba")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/audience"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/revocations", "/internal/accounts/0190a5f0-0000-7000-8000-000000000000"})
    void internal_routes_are_for_services_only(String route) {
        Person person = Person.register();

        given().get(route).then().statusCode(401).header("WWW-Authenticate", "Bearer");
        person.request().get(route).then().statusCode(403).body("code", equalTo("forbidden"));
        as("user", Surroundings.USER_SECRET, "project")
                .get(route)
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void accounts_are_for_user_service_only() {
        Person person = Person.register();
        String account = "/internal/accounts/" + person.id();
        Map<String, String> change = Map.of("email", Person.newEmail());

        asUserService().get(account).then().statusCode(200);
        asCloudService().get(account).then().statusCode(403).body("code", equalTo("forbidden"));
        asCloudService()
                .contentType(ContentType.JSON)
                .body(change)
                .put(account + "/email")
                .then()
                .statusCode(403);
        asCloudService()
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Ada", "email", Person.newEmail()))
                .post("/internal/accounts")
                .then()
                .statusCode(403);
        asUserService().get(account).then().body("email", equalTo(person.email()));
    }

    @Test
    void the_feed_of_revocations_is_for_every_service() {
        asCloudService().get("/internal/revocations").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"/services/cloud", "/services/user", "cloud", "''"})
    void a_service_sends_no_events_that_are_anothers_to_send(String source) {
        Person person = Person.register();

        deletion(asCloudService(), source, person).then().statusCode(403).body("code", equalTo("forbidden"));
        deletion(asUserService(), "/services/cloud", person).then().statusCode(403);

        Person.tryRefresh(person.refresh()).then().statusCode(200);
        deletion(asUserService(), "/services/user", person).then().statusCode(204);
    }

    private static RequestSpecification asCloudService() {
        return as("cloud", Surroundings.CLOUD_SECRET, "auth");
    }

    private static Response deletion(RequestSpecification sender, String source, Person person) {
        return sender.contentType(ContentType.JSON)
                .body(Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        UUID.randomUUID().toString(),
                        "source",
                        source,
                        "type",
                        "cloud.lariba.user.deleted",
                        "subject",
                        person.id(),
                        "time",
                        "2026-01-01T00:00:00Z",
                        "datacontenttype",
                        "application/json",
                        "data",
                        Map.of("id", person.id())))
                .post("/internal/events");
    }

    @Test
    void a_service_is_not_a_user() {
        asUserService().get("/auth/sessions").then().statusCode(403).body("code", equalTo("forbidden"));
    }
}
