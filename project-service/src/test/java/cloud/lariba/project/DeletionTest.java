package cloud.lariba.project;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.project.CloudStub.Behaviour;
import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServiceTest
class DeletionTest {

    @Inject
    Tables tables;

    private final User owner = User.any();
    private UUID id;

    @BeforeEach
    void prepare() {
        id = owner.project();
    }

    private void settled() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> tables.text("select settle_at from projects where id = ?", id) == null);
    }

    @Test
    void anEmptyProjectIsDeletedAtOnce() {
        owner.request().delete("/projects/{id}", id).then().statusCode(204);

        assertEquals(List.of("close"), CloudStub.calls(id));
        owner.get("/projects/{id}", id).then().statusCode(404);
        owner.get("/projects/{id}/quota", id).then().statusCode(404);
        owner.get("/projects/{id}/members", id).then().statusCode(404);
        owner.patching("{}").patch("/projects/{id}", id).then().statusCode(404);
        owner.request().delete("/projects/{id}", id).then().statusCode(404);
        owner.request().delete("/projects/{id}?cascade=true", id).then().statusCode(404);
        owner.get("/projects").then().body("items", hasSize(0));
    }

    @Test
    void aProjectWithServicesIsKeptAndTheServicesAreListed() {
        CloudStub.behave(id, Behaviour.WITH_SERVICE);

        owner.request()
                .delete("/projects/{id}", id)
                .then()
                .statusCode(409)
                .body("code", equalTo("project_not_empty"))
                .body("services", contains(CloudStub.SERVICE));

        owner.get("/projects/{id}", id).then().statusCode(200).body("state", equalTo("active"));
        assertEquals(List.of("close"), CloudStub.calls(id));
    }

    @ParameterizedTest
    @CsvSource({"BREAKS, 503, upstream_unavailable", "FAILS, 503, upstream_unavailable", "HANGS, 504, upstream_timeout"
    })
    void whenCloudServiceCannotBeAskedTheProjectIsKept(Behaviour behaviour, int status, String code) {
        CloudStub.behave(id, behaviour);

        owner.request()
                .delete("/projects/{id}", id)
                .then()
                .statusCode(status)
                .header("Retry-After", notNullValue())
                .body("code", equalTo(code))
                .body(not(containsString("secret")));

        owner.get("/projects/{id}", id).then().statusCode(200).body("state", equalTo("active"));
    }

    @Test
    void aTokenThatCloudServiceRefusesIsNotSentAgain() {
        CloudStub.behave(id, Behaviour.REFUSES_TOKEN);
        owner.request().delete("/projects/{id}", id).then().statusCode(503);
        CloudStub.behave(id, Behaviour.EMPTY);
        settled();

        owner.request().delete("/projects/{id}", id).then().statusCode(204);

        List<String> tokens = CloudStub.tokens(id);
        assertNotEquals(tokens.getFirst(), tokens.getLast());
    }

    @Test
    void aClosingWhoseAnswerWasLostIsTakenBack() {
        CloudStub.behave(id, Behaviour.BREAKS);
        owner.request().delete("/projects/{id}", id).then().statusCode(503);

        CloudStub.behave(id, Behaviour.EMPTY);
        settled();

        assertEquals("reopen", CloudStub.calls(id).getLast());
        owner.get("/projects/{id}", id).then().body("state", equalTo("active"));
        owner.request().delete("/projects/{id}", id).then().statusCode(204);
    }

    @Test
    void aDeletionThatACrashLeftHalfWayIsFinished() {
        tables.abandonDeletion(id, owner.id(), false);

        settled();

        owner.get("/projects/{id}", id).then().statusCode(404);
        owner.get("/projects?state=deleted").then().body("items.id", contains(id.toString()));
    }

    @Test
    void aDeletionThatACrashLeftHalfWayIsGivenUpWhenThereAreServices() {
        CloudStub.behave(id, Behaviour.WITH_SERVICE);
        tables.abandonDeletion(id, owner.id(), false);

        settled();

        owner.get("/projects/{id}", id).then().statusCode(200).body("state", equalTo("active"));
    }

    @Test
    void aDeletionThatACrashLeftHalfWayWaitsForCloudService() {
        CloudStub.behave(id, Behaviour.FAILS);
        tables.abandonDeletion(id, owner.id(), false);
        await().atMost(Duration.ofSeconds(20)).until(() -> !CloudStub.calls(id).isEmpty());
        owner.get("/projects/{id}", id).then().statusCode(200).body("state", equalTo("deleting"));

        CloudStub.behave(id, Behaviour.EMPTY);
        settled();

        owner.get("/projects/{id}", id).then().statusCode(404);
    }

    @Test
    void aProjectThatIsBeingDeletedIsReadOnly() {
        CloudStub.behave(id, Behaviour.WITH_SERVICE);
        owner.request().delete("/projects/{id}?cascade=true", id).then().statusCode(202);

        owner.get("/projects/{id}", id).then().statusCode(200).body("state", equalTo("deleting"));
        owner.patching("{\"description\": \"x\"}")
                .patch("/projects/{id}", id)
                .then()
                .statusCode(409)
                .body("code", equalTo("invalid_state"));
        owner.sending(Map.of()).put("/projects/{id}/quota", id).then().statusCode(409);
        owner.request().post("/projects/{id}/undelete", id).then().statusCode(409);
        owner.get("/projects?state=deleting").then().body("items.id", contains(id.toString()));
    }

    @Test
    void withCascadeCloudServiceIsAskedAndTheOperationIsNamed() {
        Response answer = owner.request().delete("/projects/{id}?cascade=true", id);

        String operation = answer.path("operation_id");
        answer.then()
                .statusCode(202)
                .header("Location", equalTo("/operations/" + operation))
                .body("id", equalTo(id.toString()))
                .body("state", equalTo("deleting"));
        List<JsonNode> events = CloudStub.events(id);
        assertEquals(1, events.size());
        JsonNode event = events.getFirst();
        assertEquals(
                "cloud.lariba.project.deletion_requested", event.path("type").asText());
        assertEquals("/services/project", event.path("source").asText());
        assertEquals(id.toString(), event.path("data").path("project_id").asText());
        assertEquals(operation, event.path("data").path("operation_id").asText());
        assertEquals(owner.id().toString(), event.path("data").path("actor_id").asText());
        assertTrue(event.path("data").path("name").asText().startsWith("p-"));
        owner.get("/projects/{id}", id).then().body("operation_id", equalTo(operation));
    }

    @Test
    void aCascadeAskedForAgainIsTheSameOperation() {
        String operation =
                owner.request().delete("/projects/{id}?cascade=true", id).path("operation_id");

        owner.request()
                .delete("/projects/{id}?cascade=true", id)
                .then()
                .statusCode(202)
                .body("operation_id", equalTo(operation));
        owner.request().delete("/projects/{id}", id).then().statusCode(202).body("operation_id", equalTo(operation));

        assertEquals(1, CloudStub.events(id).size());
        assertEquals(List.of("close with services"), CloudStub.calls(id));
    }

    @Test
    void aProtectedServiceIsInTheWayOfACascade() {
        CloudStub.behave(id, Behaviour.WITH_PROTECTED_SERVICE);

        owner.request()
                .delete("/projects/{id}?cascade=true", id)
                .then()
                .statusCode(409)
                .body("code", equalTo("deletion_protected"))
                .body("services", contains(CloudStub.SERVICE));

        owner.get("/projects/{id}", id)
                .then()
                .statusCode(200)
                .body("state", equalTo("active"))
                .body("operation_id", nullValue());
        assertEquals(List.of(), CloudStub.events(id));
    }

    @ParameterizedTest
    @CsvSource({"FAILS, 503", "HANGS, 504"})
    void aCascadeThatCloudServiceCannotBeAskedAboutIsNotBegun(Behaviour behaviour, int status) {
        CloudStub.behave(id, behaviour);

        owner.request().delete("/projects/{id}?cascade=true", id).then().statusCode(status);

        owner.get("/projects/{id}", id).then().statusCode(200).body("state", equalTo("active"));
        assertEquals(List.of(), CloudStub.events(id));
    }

    @Test
    void aCascadeThatACrashLeftHalfWayGoesOn() {
        CloudStub.behave(id, Behaviour.WITH_SERVICE);
        tables.abandonDeletion(id, owner.id(), true);

        settled();

        await().atMost(Duration.ofSeconds(10)).until(() -> CloudStub.events(id).size() == 1);
        owner.get("/projects/{id}", id)
                .then()
                .body("state", equalTo("deleting"))
                .body(
                        "operation_id",
                        equalTo(CloudStub.events(id)
                                .getFirst()
                                .path("data")
                                .path("operation_id")
                                .asText()));
    }

    @Test
    void aCascadeThatACrashLeftHalfWayIsGivenUpBeforeAProtectedService() {
        CloudStub.behave(id, Behaviour.WITH_PROTECTED_SERVICE);
        tables.abandonDeletion(id, owner.id(), true);

        settled();

        owner.get("/projects/{id}", id).then().statusCode(200).body("state", equalTo("active"));
        assertEquals(List.of(), CloudStub.events(id));
    }

    @Test
    void aDeletionThatIsUndecidedIsNotBegunAgain() {
        CloudStub.behave(id, Behaviour.FAILS);
        tables.abandonDeletion(id, owner.id(), true);

        owner.request()
                .delete("/projects/{id}?cascade=true", id)
                .then()
                .statusCode(409)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("invalid_state"));
    }

    @Test
    void aCascadeEndsWhenTheProjectIsEmptied() {
        owner.request().delete("/projects/{id}?cascade=true", id).then().statusCode(202);

        Events.deliver("cloud", "cloud.lariba.project.emptied", id, Map.of("project_id", id));

        owner.get("/projects/{id}", id).then().statusCode(404);
        owner.get("/projects?state=deleted").then().body("items.id", contains(id.toString()));
    }

    @Test
    void anActiveProjectThatIsSaidToBeEmptyStays() {
        Events.deliver("cloud", "cloud.lariba.project.emptied", id, Map.of("project_id", id));

        owner.get("/projects/{id}", id).then().statusCode(200).body("state", equalTo("active"));
    }

    @Test
    void aDeletedProjectComesBackAsItWas() {
        Map<String, Object> before = owner.get("/projects/{id}", id).path("$");
        owner.request().delete("/projects/{id}", id).then().statusCode(204);

        Response answer = owner.request().post("/projects/{id}/undelete", id);

        answer.then()
                .statusCode(200)
                .body("state", equalTo("active"))
                .body("name", equalTo(before.get("name")))
                .body("created_at", equalTo(before.get("created_at")));
        owner.get("/projects/{id}", id).then().statusCode(200).header("ETag", equalTo(answer.header("ETag")));
        assertEquals(List.of("close", "reopen"), CloudStub.calls(id));
    }

    @Test
    void anUndeletionWithAKeyIsAnsweredAgain() {
        owner.request().delete("/projects/{id}", id).then().statusCode(204);
        owner.request()
                .header("Idempotency-Key", "u")
                .post("/projects/{id}/undelete", id)
                .then()
                .statusCode(200);

        owner.request()
                .header("Idempotency-Key", "u")
                .post("/projects/{id}/undelete", id)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"));
        owner.request()
                .post("/projects/{id}/undelete", id)
                .then()
                .statusCode(409)
                .body("code", equalTo("invalid_state"));
    }

    @Test
    void aDeletedProjectGivesItsNameFreeAndMayNotTakeItBack() {
        String name = owner.get("/projects/{id}", id).path("name");
        owner.request().delete("/projects/{id}", id).then().statusCode(204);
        owner.project(name);

        owner.request()
                .post("/projects/{id}/undelete", id)
                .then()
                .statusCode(409)
                .body("code", equalTo("name_taken"));
    }

    @Test
    void afterSevenDaysADeletedProjectIsGone() {
        owner.request().delete("/projects/{id}", id).then().statusCode(204);
        tables.deletedDaysAgo(id, 6);
        owner.get("/projects?state=deleted").then().body("items", hasSize(1));

        tables.deletedDaysAgo(id, 7);

        owner.get("/projects?state=deleted").then().body("items", hasSize(0));
        owner.request().post("/projects/{id}/undelete", id).then().statusCode(404);
    }

    @Test
    void withoutCloudServiceNothingIsUndeleted() {
        owner.request().delete("/projects/{id}", id).then().statusCode(204);
        CloudStub.behave(id, Behaviour.FAILS);

        owner.request().post("/projects/{id}/undelete", id).then().statusCode(503);

        owner.get("/projects/{id}", id).then().statusCode(404);
        CloudStub.behave(id, Behaviour.EMPTY);
        owner.request().post("/projects/{id}/undelete", id).then().statusCode(200);
    }
}
