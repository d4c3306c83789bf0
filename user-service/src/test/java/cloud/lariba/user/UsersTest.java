package cloud.lariba.user;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import cloud.lariba.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(IdentityTestResource.class)
@WithTestResource(NeighboursTestResource.class)
class UsersTest {

    private static final String PATCH = "application/merge-patch+json";

    private final UUID id = UUID.randomUUID();
    private final String email = "ada-" + id + "@example.org";

    private RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private RequestSpecification me() {
        return as(TestTokens.user(id));
    }

    private void registered() {
        NeighboursTestResource.account(id, "Ada", email);
    }

    private ValidatableResponse delivered(String eventId, String type, Map<String, Object> data) {
        return as(TestTokens.service("auth", "user"))
                .contentType("application/cloudevents+json")
                .body(Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        eventId,
                        "source",
                        "/services/auth",
                        "type",
                        type,
                        "subject",
                        id.toString(),
                        "time",
                        "2026-01-02T03:04:05Z",
                        "datacontenttype",
                        "application/json",
                        "data",
                        data))
                .post("/internal/events")
                .then();
    }

    @Test
    void the_first_look_at_oneself_works_before_the_registration_event_arrived() {
        registered();

        me().get("/users/me")
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body("id", equalTo(id.toString()))
                .body("name", equalTo("Ada"))
                .body("email", equalTo(email))
                .body("email_verified", equalTo(false))
                .body("roles", contains("user"))
                .body("created_at", equalTo("2026-01-02T03:04:05.678901Z"));
    }

    @Test
    void the_registration_event_makes_the_profile_once_however_often_it_arrives() {
        Map<String, Object> account = Map.of(
                "id",
                id.toString(),
                "name",
                "Ada",
                "email",
                email,
                "roles",
                new String[] {"user", "admin"},
                "created_at",
                "2026-01-02T03:04:05Z");
        String eventId = UUID.randomUUID().toString();

        delivered(eventId, "cloud.lariba.account.registered", account).statusCode(204);
        delivered(eventId, "cloud.lariba.account.registered", account).statusCode(204);
        delivered(UUID.randomUUID().toString(), "cloud.lariba.account.registered", account)
                .statusCode(204);

        me().get("/users/me").then().statusCode(200).body("roles", contains("user", "admin"));
    }

    @Test
    void an_event_of_an_unknown_type_is_refused() {
        delivered(UUID.randomUUID().toString(), "cloud.lariba.nothing", Map.of())
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/type"));
    }

    @Test
    void users_cannot_deliver_events() {
        as(TestTokens.admin(id)).body("{}").post("/internal/events").then().statusCode(403);
    }

    @Test
    void without_a_token_the_answer_is_401_as_a_problem() {
        given().get("/users/me")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .contentType("application/problem+json")
                .body("code", equalTo("unauthenticated"))
                .body("request_id", notNullValue());
    }

    @Test
    void a_service_token_does_not_open_the_users_routes() {
        as(TestTokens.service("auth", "user")).get("/users/me").then().statusCode(403);
    }

    @Test
    void a_service_token_for_another_audience_is_not_accepted_at_all() {
        as(TestTokens.service("auth", "project")).get("/users/me").then().statusCode(401);
    }

    @Test
    void a_revoked_session_is_refused_within_seconds() {
        registered();
        UUID session = UUID.randomUUID();
        String token = TestTokens.user(id, session);
        as(token).get("/users/me").then().statusCode(200);

        IdentityTestResource.revoke(session);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> as(token).get("/users/me").then().statusCode(401));
    }

    @Test
    void somebody_else_is_the_same_as_nobody() {
        registered();
        UUID other = UUID.randomUUID();
        NeighboursTestResource.account(other, "Eve", "eve-" + other + "@example.org");

        String foreign =
                me().get("/users/" + other).then().statusCode(404).extract().path("detail");
        String missing = me().get("/users/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .extract()
                .path("detail");

        assertEquals(missing, foreign);
        me().get("/users/not-an-id").then().statusCode(404);
        me().body(Map.of("name", "X", "email", email))
                .put("/users/" + other)
                .then()
                .statusCode(404);
        me().delete("/users/" + other).then().statusCode(404);
    }

    @Test
    void an_administrator_reads_anybody_and_lists_all() {
        registered();
        me().get("/users/me").then().statusCode(200);
        RequestSpecification admin = as(TestTokens.admin(UUID.randomUUID()));

        admin.get("/users/" + id).then().statusCode(200).body("email", equalTo(email));
        as(TestTokens.admin(UUID.randomUUID()))
                .queryParam("email", email)
                .get("/users")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(id.toString()))
                .body("$", hasKey("next_cursor"))
                .body("next_cursor", nullValue());
    }

    @Test
    void an_ordinary_user_may_not_list() {
        me().get("/users").then().statusCode(403).body("code", equalTo("forbidden"));
    }

    @Test
    void put_replaces_name_and_email_and_moves_the_etag() {
        registered();
        String before = me().get("/users/me").then().extract().header("ETag");

        me().header("If-Match", before)
                .body(Map.of("name", "Ada L.", "email", "New-" + email))
                .put("/users/" + id)
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(before)))
                .body("name", equalTo("Ada L."))
                .body("email", equalTo("new-" + email));
        me().header("If-Match", before)
                .body(Map.of("name", "Late", "email", email))
                .put("/users/" + id)
                .then()
                .statusCode(412)
                .body("code", equalTo("precondition_failed"));
    }

    @Test
    void an_unchanged_profile_is_answered_304() {
        registered();
        String tag = me().get("/users/me").then().extract().header("ETag");

        me().header("If-None-Match", tag).get("/users/me").then().statusCode(304);
    }

    @Test
    void a_taken_address_changes_nothing() {
        registered();
        NeighboursTestResource.TAKEN.add("taken-" + email);

        me().contentType(PATCH)
                .body(Map.of("name", "Changed", "email", "taken-" + email))
                .patch("/users/" + id)
                .then()
                .statusCode(409)
                .body("code", equalTo("email_taken"));

        me().get("/users/me").then().body("name", equalTo("Ada")).body("email", equalTo(email));
    }

    @Test
    void patch_changes_only_what_it_names() {
        registered();

        me().contentType(PATCH)
                .body(Map.of("name", "Countess"))
                .patch("/users/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("Countess"))
                .body("email", equalTo(email));
    }

    @Test
    void fields_that_are_not_the_users_to_set_are_refused() {
        registered();

        me().contentType(PATCH)
                .body(Map.of("roles", new String[] {"admin"}))
                .patch("/users/" + id)
                .then()
                .statusCode(400)
                .body("code", equalTo("unknown_field"))
                .body("errors[0].pointer", equalTo("/roles"));
    }

    @Test
    void registration_through_users_answers_the_user_only() {
        given().contentType(ContentType.JSON)
                .body(Map.of("name", "Ada", "email", email, "password", "correct horse battery"))
                .post("/users")
                .then()
                .statusCode(201)
                .header("Location", notNullValue())
                .body("email", equalTo(email))
                .body("$", not(hasKey("access_token")))
                .body("$", not(hasKey("password")));
    }

    @Test
    void what_registration_refuses_comes_through_with_its_pointers() {
        given().contentType(ContentType.JSON)
                .body(Map.of("name", "Ada", "email", "nonsense", "password", "correct horse battery"))
                .post("/users")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_input"))
                .body("errors[0].pointer", equalTo("/email"));
    }

    @Test
    void only_an_administrator_leaves_the_password_out() {
        Map<String, String> invited = Map.of("name", "Ada", "email", email);

        given().contentType(ContentType.JSON)
                .body(invited)
                .post("/users")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/password"));
        me().body(invited).post("/users").then().statusCode(403);
        as(TestTokens.admin(UUID.randomUUID()))
                .body(invited)
                .post("/users")
                .then()
                .statusCode(201);
    }

    @Test
    void deletion_forgets_the_person_and_tells_the_others() {
        registered();
        me().get("/users/me").then().statusCode(200);

        me().delete("/users/" + id).then().statusCode(204);

        me().get("/users/me").then().statusCode(404);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertTrue(NeighboursTestResource.EVENTS.stream()
                        .anyMatch(event -> event.path("type").asText().equals("cloud.lariba.user.deleted")
                                && event.path("data").path("id").asText().equals(id.toString()))));
        as(TestTokens.admin(UUID.randomUUID()))
                .queryParam("q", "Deleted user")
                .queryParam("limit", 100)
                .get("/users")
                .then()
                .statusCode(200)
                .body("items.id", not(hasItem(id.toString())));
    }

    @Test
    void the_last_owner_of_a_shared_project_stays() {
        registered();
        UUID project = UUID.randomUUID();
        NeighboursTestResource.SOLE_OWNED.put(id, java.util.List.of(project));

        me().delete("/users/" + id)
                .then()
                .statusCode(409)
                .body("code", equalTo("last_owner"))
                .body("projects", contains(project.toString()));

        me().get("/users/me").then().statusCode(200);
    }
}
