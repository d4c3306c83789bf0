package cloud.lariba.project;

import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@ServiceTest
class ProjectsTest {

    private final User owner = User.any();

    @Test
    void aNewProjectBelongsToItsMakerAndHasTheDefaults() {
        String name = User.name();

        var answer = owner.sending(Map.of("name", name)).post("/projects").then();

        answer.statusCode(201)
                .header("Location", matchesPattern("/projects/[0-9a-f-]{36}"))
                .header("ETag", equalTo("\"0\""))
                .body("name", equalTo(name))
                .body("description", equalTo(""))
                .body("labels", anEmptyMap())
                .body("owner_id", equalTo(owner.id().toString()))
                .body("user_id", equalTo(owner.id().toString()))
                .body("role", equalTo("owner"))
                .body("state", equalTo("active"))
                .body("quota.services", equalTo(20))
                .body("quota.vcpus", equalTo(64))
                .body("quota.memory_gb", equalTo(256))
                .body("quota.storage_gb", equalTo(2000))
                .body("quota.databases", equalTo(10))
                .body("budget", nullValue())
                .body("created_at", endsWith("Z"))
                .body("updated_at", endsWith("Z"));
        Map<String, Object> body = answer.extract().path("$");
        assertEquals(
                Set.of(
                        "id",
                        "name",
                        "description",
                        "labels",
                        "owner_id",
                        "user_id",
                        "role",
                        "state",
                        "quota",
                        "budget",
                        "created_at",
                        "updated_at"),
                body.keySet());
    }

    @Test
    void aProjectIsReadBackAsItWasMade() {
        UUID id = owner.project(
                Map.of("name", User.name(), "description", "Größe: 1 🚀", "labels", Map.of("env", "test", "b.c", "")));

        owner.get("/projects/{id}", id)
                .then()
                .statusCode(200)
                .body("description", equalTo("Größe: 1 🚀"))
                .body("labels", equalTo(Map.of("env", "test", "b.c", "")));
    }

    @Test
    void putReplacesWhatIsLeftOut() {
        UUID id = owner.project(Map.of("name", User.name(), "description", "old", "labels", Map.of("env", "test")));
        String name = User.name();

        owner.sending(Map.of("name", name))
                .put("/projects/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("name", equalTo(name))
                .body("description", equalTo(""))
                .body("labels", anEmptyMap());
    }

    @Test
    void patchChangesOnlyWhatItNames() {
        String name = User.name();
        UUID id = owner.project(Map.of("name", name, "description", "old", "labels", Map.of("a", "1", "b", "2")));

        owner.patching("{\"labels\": {\"a\": null, \"c\": \"3\"}}")
                .patch("/projects/{id}", id)
                .then()
                .statusCode(200)
                .body("name", equalTo(name))
                .body("description", equalTo("old"))
                .body("labels", equalTo(Map.of("b", "2", "c", "3")));
    }

    @Test
    void patchWithNullClears() {
        UUID id = owner.project(Map.of("name", User.name(), "description", "old", "labels", Map.of("a", "1")));

        owner.patching("{\"description\": null, \"labels\": null}")
                .patch("/projects/{id}", id)
                .then()
                .statusCode(200)
                .body("description", equalTo(""))
                .body("labels", anEmptyMap());
    }

    @Test
    void aNameCannotBePatchedAway() {
        UUID id = owner.project();

        owner.patching("{\"name\": null}")
                .patch("/projects/{id}", id)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/name"))
                .body("errors[0].code", equalTo("required"));
    }

    @Test
    void aChangeMovesUpdatedAtAndNothingElseDoes() {
        UUID id = owner.project();
        String made = owner.get("/projects/{id}", id).path("updated_at");

        String same = owner.patching("{}").patch("/projects/{id}", id).path("updated_at");
        String changed = owner.patching("{\"description\": \"x\"}")
                .patch("/projects/{id}", id)
                .path("updated_at");

        assertEquals(made, same);
        org.junit.jupiter.api.Assertions.assertTrue(
                java.time.Instant.parse(changed).isAfter(java.time.Instant.parse(made)));
    }

    @Test
    void aNameIsTakenOncePerOwner() {
        String name = User.name();
        owner.project(name);
        UUID other = owner.project();

        owner.sending(Map.of("name", name))
                .post("/projects")
                .then()
                .statusCode(409)
                .body("code", equalTo("name_taken"));
        owner.sending(Map.of("name", name))
                .put("/projects/{id}", other)
                .then()
                .statusCode(409)
                .body("code", equalTo("name_taken"));
        User.any().sending(Map.of("name", name)).post("/projects").then().statusCode(201);
    }

    @Test
    void theListShowsTheCallersProjectsNewestFirst() {
        UUID first = owner.project();
        UUID second = owner.project();
        User.any().project();

        owner.get("/projects")
                .then()
                .statusCode(200)
                .body("items.id", contains(second.toString(), first.toString()))
                .body("next_cursor", nullValue());
    }

    @Test
    void theListIsNarrowedByEveryLabel() {
        UUID both = owner.project(Map.of("name", User.name(), "labels", Map.of("env", "test", "team", "a=b")));
        owner.project(Map.of("name", User.name(), "labels", Map.of("env", "test")));

        owner.get("/projects?label=env=test&label=team=a=b").then().body("items.id", contains(both.toString()));
        owner.get("/projects?label=env=test").then().body("items", hasSize(2));
        owner.get("/projects?label=env=other").then().body("items", hasSize(0));
        owner.get("/projects?label=env=test&label=env=other").then().body("items", hasSize(0));
    }

    @Test
    void theListIsNarrowedByState() {
        UUID kept = owner.project();
        UUID deleted = owner.project();
        owner.request().delete("/projects/{id}", deleted).then().statusCode(204);

        owner.get("/projects").then().body("items.id", contains(kept.toString()));
        owner.get("/projects?state=active").then().body("items.id", contains(kept.toString()));
        owner.get("/projects?state=deleting").then().body("items", hasSize(0));
        owner.get("/projects?state=deleted")
                .then()
                .body("items.id", contains(deleted.toString()))
                .body("items[0].state", equalTo("deleted"));
    }

    @Test
    void theQuotaIsReplacedAndPartlyLeftToTheDefaults() {
        UUID id = owner.project();

        owner.sending(Map.of("services", 3, "storage_gb", 0))
                .put("/projects/{id}/quota", id)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("services", equalTo(3))
                .body("storage_gb", equalTo(0))
                .body("vcpus", equalTo(64));
        owner.sending(Map.of("vcpus", 1))
                .put("/projects/{id}/quota", id)
                .then()
                .statusCode(200)
                .body("services", equalTo(20))
                .body("vcpus", equalTo(1));
        owner.get("/projects/{id}", id).then().body("quota.vcpus", equalTo(1));
        owner.get("/projects/{id}/quota", id).then().body("vcpus", equalTo(1)).body("databases", equalTo(10));
    }

    @Test
    void theOwnerIsTheFirstMember() {
        UUID id = owner.project();

        owner.get("/projects/{id}/members", id)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].user_id", equalTo(owner.id().toString()))
                .body("items[0].role", equalTo("owner"))
                .body("items[0].created_at", not(nullValue()))
                .body("next_cursor", nullValue());
    }
}
