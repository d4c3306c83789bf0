package cloud.lariba.user;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import cloud.lariba.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(IdentityTestResource.class)
@WithTestResource(NeighboursTestResource.class)
class HostileInputTest {

    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void registered() {
        NeighboursTestResource.account(id, "Ada", "ada-" + id + "@example.org");
    }

    @ParameterizedTest(name = "{0} is {1} {2} at {3}")
    @CsvSource(delimiter = '|', textBlock = """
            {                                              | 400 | malformed_json |
            {"name":"a",                                   | 400 | malformed_json |
            {"name":"a","email":"a@b.c"} trailing          | 400 | malformed_json |
            {"name":"a","name":"b","email":"a@b.c"}        | 400 | malformed_json |
            {"name":"a\\u0000","email":"a@b.c"}            | 400 | invalid_input  | /name
            []                                             | 400 | invalid_input  | ''
            null                                           | 400 | invalid_input  | ''
            "text"                                         | 400 | invalid_input  | ''
            {"name":1,"email":"a@b.c"}                     | 400 | invalid_input  | /name
            {"name":true,"email":"a@b.c"}                  | 400 | invalid_input  | /name
            {"name":{"a":1},"email":"a@b.c"}               | 400 | invalid_input  | /name
            {"name":["a"],"email":"a@b.c"}                 | 400 | invalid_input  | /name
            {"name":"  ","email":"a@b.c"}                  | 400 | invalid_input  | /name
            {"name":"a\\nb","email":"a@b.c"}               | 400 | invalid_input  | /name
            {"email":"a@b.c"}                              | 400 | invalid_input  | /name
            {"name":"a"}                                   | 400 | invalid_input  | /email
            {"name":"a","email":null}                      | 400 | invalid_input  | /email
            {"name":"a","email":"a@b.c","id":"1"}          | 400 | unknown_field  | /id
            {"name":"a","email":"a@b.c","created_at":"x"}  | 400 | unknown_field  | /created_at
            """)
    void a_bad_body_is_explained_and_changes_nothing(String body, int status, String code, String pointer) {
        var answer = given().header("Authorization", "Bearer " + TestTokens.user(id))
                .contentType("application/json")
                .body(body)
                .put("/users/" + id)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("type", equalTo("https://lariba.cloud/problems/" + code))
                .body("request_id", notNullValue());
        if (pointer != null) {
            answer.body("errors[0].pointer", equalTo(pointer));
        }
        given().header("Authorization", "Bearer " + TestTokens.user(id))
                .get("/users/me")
                .then()
                .body("name", equalTo("Ada"));
    }

    @Test
    void an_empty_body_is_refused() {
        given().header("Authorization", "Bearer " + TestTokens.user(id))
                .contentType("application/json")
                .put("/users/" + id)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void a_deeply_nested_body_is_refused() {
        given().header("Authorization", "Bearer " + TestTokens.user(id))
                .contentType("application/json")
                .body("{\"name\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}")
                .put("/users/" + id)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void a_huge_body_is_refused() {
        given().header("Authorization", "Bearer " + TestTokens.user(id))
                .contentType("application/json")
                .body("{\"name\":\"" + "a".repeat(1 << 21) + "\"}")
                .put("/users/" + id)
                .then()
                .statusCode(413);
    }

    @Test
    void another_media_type_is_refused() {
        given().header("Authorization", "Bearer " + TestTokens.user(id))
                .contentType("text/plain")
                .body("name=a")
                .put("/users/" + id)
                .then()
                .statusCode(415)
                .contentType("application/problem+json")
                .body("code", equalTo("unsupported_media_type"));
    }

    @Test
    void a_wrong_method_is_answered_with_those_that_exist() {
        given().header("Authorization", "Bearer " + TestTokens.user(id))
                .post("/users/" + id)
                .then()
                .statusCode(405)
                .header("Allow", notNullValue())
                .contentType("application/problem+json")
                .body("code", equalTo("method_not_allowed"));
    }

    @Test
    void an_unacceptable_representation_is_refused() {
        given().header("Authorization", "Bearer " + TestTokens.user(id))
                .accept("image/png")
                .get("/users/me")
                .then()
                .statusCode(406)
                .contentType("application/problem+json");
    }

    @Test
    void an_unknown_path_is_a_problem_too() {
        given().get("/nothing/here").then().statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "limit,0",
        "limit,101",
        "limit,ten",
        "cursor,AAAA",
        "cursor,'../../etc'",
        "q,'\u0000'",
        "email,'a\u0000@b'"
    })
    void a_bad_page_is_refused(String parameter, String value) {
        given().header("Authorization", "Bearer " + TestTokens.admin(id))
                .queryParam(parameter, value)
                .get("/users")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void the_request_id_of_the_client_is_kept_when_it_is_well_formed() {
        given().header("X-Request-Id", "abc-1").get("/users/me").then().header("X-Request-Id", equalTo("abc-1"));
        given().header("X-Request-Id", "a b<script>")
                .get("/users/me")
                .then()
                .header("X-Request-Id", org.hamcrest.Matchers.matchesPattern("[0-9a-f]{32}"));
    }
}
