package cloud.lariba.user;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.testing.IdentityTestResource;
import cloud.lariba.testing.PostgresTestResource;
import cloud.lariba.testing.TestTokens;
import cloud.lariba.user.NeighboursTestResource.Gate;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sign-in address, which auth-service owns and the profile copies. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(IdentityTestResource.class)
@WithTestResource(NeighboursTestResource.class)
class EmailChangeTest {

    private static final Executor ASIDE = Executors.newVirtualThreadPerTaskExecutor();

    private final UUID id = UUID.randomUUID();
    private final String before = "before-" + id + "@example.org";
    private final String after = "after-" + id + "@example.org";
    private String tag = "";

    @BeforeEach
    void registered() {
        NeighboursTestResource.account(id, "Ada", before);
        tag = me().get("/users/me").then().statusCode(200).extract().header("ETag");
    }

    private RequestSpecification me() {
        return given().header("Authorization", "Bearer " + TestTokens.user(id)).contentType("application/json");
    }

    private Response patch(Map<String, String> fields) {
        return me().contentType("application/merge-patch+json").body(fields).patch("/users/" + id);
    }

    private String signInAddress() {
        return NeighboursTestResource.text(id, "email");
    }

    @Test
    void a_change_is_one_at_auth_service_and_here() {
        patch(Map.of("email", after)).then().statusCode(200).body("email", equalTo(after));

        assertEquals(after, signInAddress());
        me().get("/users/me").then().body("email", equalTo(after)).body("email_verified", equalTo(false));
    }

    @Test
    void a_change_on_a_condition_that_does_not_hold_leaves_the_address() {
        patch(Map.of("name", "Countess")).then().statusCode(200);

        me().header("If-Match", tag)
                .body(Map.of("name", "Ada", "email", after))
                .put("/users/" + id)
                .then()
                .statusCode(412);

        assertEquals(before, signInAddress());
    }

    @Test
    void a_change_that_takes_its_time_undoes_no_other() throws Exception {
        Gate gate = new Gate();
        NeighboursTestResource.HELD.put(after, gate);
        var slow = CompletableFuture.supplyAsync(() -> patch(Map.of("email", after)), ASIDE);
        gate.awaitArrival();
        var quick = CompletableFuture.supplyAsync(() -> patch(Map.of("name", "Countess")), ASIDE);

        gate.open();

        slow.get().then().statusCode(200);
        quick.get().then().statusCode(200);
        assertEquals(after, signInAddress());
        me().get("/users/me").then().body("email", equalTo(after)).body("name", equalTo("Countess"));
    }

    @Test
    void a_change_whose_second_half_a_crash_took_is_completed() {
        NeighboursTestResource.account(id, "Ada", after);

        given().header("Authorization", "Bearer " + TestTokens.service("auth", "user"))
                .contentType("application/cloudevents+json")
                .body(Map.of(
                        "specversion", "1.0",
                        "id", UUID.randomUUID().toString(),
                        "source", "/services/auth",
                        "type", "cloud.lariba.account.email_changed",
                        "subject", id.toString(),
                        "time", "2026-01-02T03:04:05Z",
                        "datacontenttype", "application/json",
                        "data", Map.of("id", id.toString())))
                .post("/internal/events")
                .then()
                .statusCode(204);

        me().get("/users/me").then().body("email", equalTo(after)).body("name", equalTo("Ada"));
    }
}
