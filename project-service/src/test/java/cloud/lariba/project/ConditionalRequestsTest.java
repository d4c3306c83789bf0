package cloud.lariba.project;

import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class ConditionalRequestsTest {

    private final User owner = User.any();
    private UUID id;

    @BeforeEach
    void prepare() {
        id = owner.project();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/projects/{id}", "/projects/{id}/quota"})
    void whatHasNotChangedIsNotSentAgain(String path) {
        String tag = owner.get(path, id).header("ETag");

        for (String condition : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
            owner.request()
                    .header("If-None-Match", condition)
                    .get(path, id)
                    .then()
                    .statusCode(304)
                    .header("ETag", equalTo(tag))
                    .body(emptyString());
        }
        owner.request().header("If-None-Match", "\"x\"").get(path, id).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "W/\"0\"", "0", "\"x\"", "\"\""})
    void aChangeOfAnotherVersionIsRefused(String tag) {
        owner.patching("{\"description\": \"x\"}")
                .header("If-Match", tag)
                .patch("/projects/{id}", id)
                .then()
                .statusCode(412)
                .body("code", equalTo("precondition_failed"));
        owner.sending(Map.of("name", "x"))
                .header("If-Match", tag)
                .put("/projects/{id}", id)
                .then()
                .statusCode(412);
        owner.sending(Map.of())
                .header("If-Match", tag)
                .put("/projects/{id}/quota", id)
                .then()
                .statusCode(412);
        owner.request()
                .header("If-Match", tag)
                .delete("/projects/{id}", id)
                .then()
                .statusCode(412);
        owner.request()
                .header("If-Match", tag)
                .delete("/projects/{id}?dry_run=true", id)
                .then()
                .statusCode(412);
        owner.get("/projects/{id}", id).then().header("ETag", equalTo("\"0\"")).body("state", equalTo("active"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "*", "\"7\", \"0\""})
    void aChangeOfTheKnownVersionIsMade(String tag) {
        owner.patching("{\"description\": \"x\"}")
                .header("If-Match", tag)
                .patch("/projects/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""));
    }

    @Test
    void theKnownVersionCanBeDeleted() {
        owner.request()
                .header("If-Match", "\"0\"")
                .delete("/projects/{id}", id)
                .then()
                .statusCode(204);
    }

    @Test
    void ofManyChangesOfOneVersionOneIsMade() {
        List<Integer> statuses = Parallel.times(
                24,
                i -> owner.patching(Map.of("description", "by " + i))
                        .header("If-Match", "\"0\"")
                        .patch("/projects/{id}", id)
                        .statusCode());

        assertEquals(1, statuses.stream().filter(status -> status == 200).count());
        assertEquals(23, statuses.stream().filter(status -> status == 412).count());
    }
}
