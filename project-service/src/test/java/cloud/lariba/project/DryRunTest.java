package cloud.lariba.project;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dry-run tells what would happen, is refused like the real thing, and changes nothing. */
@ServiceTest
class DryRunTest {

    private final User owner = User.any();
    private UUID id;
    private Map<String, Object> before;

    @BeforeEach
    void prepare() {
        id = owner.project(Map.of("name", User.name(), "description", "old"));
        before = owner.get("/projects/{id}", id).path("$");
    }

    @AfterEach
    void nothingHasChanged() {
        assertEquals(before, owner.get("/projects/{id}", id).<Map<String, Object>>path("$"));
        assertEquals(List.of(), CloudStub.calls(id));
        assertEquals(List.of(), CloudStub.events(id));
    }

    @Test
    void creatingIsPlanned() {
        String name = User.name();

        owner.sending(Map.of("name", name, "labels", Map.of("env", "test")))
                .post("/projects?dry_run=true")
                .then()
                .statusCode(200)
                .body("plan.action", equalTo("create"))
                .body("plan.resource", equalTo("project"))
                .body("plan.id", nullValue())
                .body("plan.changes.field", contains("name", "description", "labels"))
                .body("plan.changes[0].before", nullValue())
                .body("plan.changes[0].after", equalTo(name))
                .body("plan.monthly_cost.amount", equalTo("0.00"))
                .body("plan.monthly_cost.currency", equalTo("USD"))
                .body("plan.blockers", hasSize(0));
        owner.get("/projects").then().body("items", hasSize(1));
    }

    @Test
    void changingIsPlannedFieldByField() {
        owner.patching("{\"description\": \"new\"}")
                .patch("/projects/{id}?dry_run=true", id)
                .then()
                .statusCode(200)
                .body("plan.action", equalTo("update"))
                .body("plan.id", equalTo(id.toString()))
                .body("plan.changes", hasSize(1))
                .body("plan.changes[0].field", equalTo("description"))
                .body("plan.changes[0].before", equalTo("old"))
                .body("plan.changes[0].after", equalTo("new"));
        owner.sending(Map.of("name", User.name()))
                .put("/projects/{id}?dry_run=true", id)
                .then()
                .statusCode(200)
                .body("plan.changes.field", contains("name", "description"));
    }

    @Test
    void aQuotaIsPlanned() {
        owner.sending(Map.of("services", 1))
                .put("/projects/{id}/quota?dry_run=true", id)
                .then()
                .statusCode(200)
                .body("plan.resource", equalTo("quota"))
                .body("plan.changes", hasSize(1))
                .body("plan.changes[0].before", equalTo(20))
                .body("plan.changes[0].after", equalTo(1));
    }

    @Test
    void deletingIsPlanned() {
        for (String query : List.of("?dry_run=true", "?dry_run=true&cascade=true")) {
            owner.request()
                    .delete("/projects/{id}" + query, id)
                    .then()
                    .statusCode(200)
                    .body("plan.action", equalTo("delete"))
                    .body("plan.changes[0].field", equalTo("state"))
                    .body("plan.changes[0].before", equalTo("active"))
                    .body("plan.changes[0].after", equalTo("deleted"));
        }
    }

    @Test
    void undeletingIsPlanned() {
        UUID deleted = owner.project();
        owner.request().delete("/projects/{id}", deleted).then().statusCode(204);

        owner.request()
                .post("/projects/{id}/undelete?dry_run=true", deleted)
                .then()
                .statusCode(200)
                .body("plan.changes[0].after", equalTo("active"));

        assertEquals(List.of("close"), CloudStub.calls(deleted));
        owner.get("/projects/{id}", deleted).then().statusCode(404);
    }

    @Test
    void whatWouldBeRefusedIsRefusedAlike() {
        String taken = owner.get("/projects/{id}", id).path("name");
        UUID other = owner.project();
        CloudStub.behave(other, CloudStub.Behaviour.WITH_SERVICE);

        alike(flag -> owner.sending(Map.of("name", taken)).post("/projects" + flag));
        alike(flag -> owner.sending(Map.of("name", "BAD")).post("/projects" + flag));
        alike(flag -> owner.sending(Map.of("name", taken)).put("/projects/" + other + flag));
        alike(flag -> owner.patching("{\"id\": 1}").patch("/projects/" + other + flag));
        alike(flag -> owner.sending(Map.of("services", -1)).put("/projects/" + other + "/quota" + flag));
        alike(flag -> owner.request().post("/projects/" + other + "/undelete" + flag));
        alike(flag -> owner.request().header("If-Match", "\"9\"").delete("/projects/" + other + flag));
        alike(flag -> User.any().request().delete("/projects/" + other + flag));
        assertEquals(
                owner.request().delete("/projects/" + other).<List<Object>>path("services"),
                owner.request().delete("/projects/" + other + "?dry_run=true").<List<Object>>path("services"));
        alike(flag -> owner.request().delete("/projects/" + other + flag));
        CloudStub.behave(other, CloudStub.Behaviour.WITH_PROTECTED_SERVICE);
        alike(flag -> owner.request().queryParam("cascade", true).delete("/projects/" + other + flag));
    }

    private static void alike(java.util.function.Function<String, Response> call) {
        Response live = call.apply("");
        Response dry = call.apply("?dry_run=true");

        assertEquals(live.statusCode(), dry.statusCode());
        assertEquals(comparable(live), comparable(dry));
    }

    private static Map<String, Object> comparable(Response answer) {
        Map<String, Object> problem = new HashMap<>(answer.<Map<String, Object>>path("$"));
        problem.remove("request_id");
        return problem;
    }
}
