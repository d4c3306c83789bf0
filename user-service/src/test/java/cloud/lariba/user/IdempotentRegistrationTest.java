package cloud.lariba.user;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import cloud.lariba.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /users} with an {@code Idempotency-Key}. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(IdentityTestResource.class)
@WithTestResource(NeighboursTestResource.class)
class IdempotentRegistrationTest {

    private final String email = "ada-" + UUID.randomUUID() + "@example.org";

    private Response register(String key, String name) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(Map.of("name", name, "email", email, "password", "correct horse battery"))
                .post("/users");
    }

    @Test
    void the_first_answer_comes_again_also_when_the_profile_has_changed() {
        String key = UUID.randomUUID().toString();
        Response first = register(key, "Ada");
        String id = first.then()
                .statusCode(201)
                .header("Idempotency-Replayed", nullValue())
                .extract()
                .path("id");
        given().header("Authorization", "Bearer " + TestTokens.user(UUID.fromString(id)))
                .contentType("application/merge-patch+json")
                .body(Map.of("name", "Countess"))
                .patch("/users/" + id)
                .then()
                .statusCode(200);

        Response again = register(key, "Ada");

        again.then()
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"))
                .header("Location", equalTo(first.header("Location")));
        assertEquals(first.asString(), again.asString());
    }

    @Test
    void another_body_under_the_same_key_is_refused() {
        String key = UUID.randomUUID().toString();
        register(key, "Ada").then().statusCode(201);

        register(key, "Grace").then().statusCode(422).body("code", equalTo("idempotency_key_reused"));
    }

    @Test
    void the_longest_key_is_good() {
        register(UUID.randomUUID() + "k".repeat(219), "Ada").then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void a_key_that_is_empty_or_too_long_is_refused(int length) {
        register("k".repeat(length), "Ada")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("#header/Idempotency-Key"));
    }
}
