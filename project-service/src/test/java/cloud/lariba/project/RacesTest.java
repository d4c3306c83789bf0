package cloud.lariba.project;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What many clients do at once has the outcome of some order. */
@ServiceTest
class RacesTest {

    private final User owner = User.any();

    @Test
    void onePostWithOneKeyMakesOneProjectHoweverOftenItIsSent() {
        Map<String, String> body = Map.of("name", User.name());

        List<Response> answers = Parallel.times(
                64, i -> owner.sending(body).header("Idempotency-Key", "once").post("/projects"));

        assertTrue(answers.stream().allMatch(a -> a.statusCode() == 201 || a.statusCode() == 409));
        assertEquals(
                1,
                answers.stream()
                        .filter(a -> a.statusCode() == 201 && a.header("Idempotency-Replayed") == null)
                        .count());
        assertEquals(
                1,
                answers.stream()
                        .filter(a -> a.statusCode() == 201)
                        .map(a -> a.path("id"))
                        .distinct()
                        .count());
        assertTrue(answers.stream()
                .filter(a -> a.statusCode() == 409)
                .allMatch(
                        a -> Objects.equals(a.path("code"), "request_in_progress") && a.header("Retry-After") != null));
        owner.get("/projects").then().body("items", hasSize(1));
    }

    @Test
    void theFirstAnswerComesAgain() {
        Map<String, String> body = Map.of("name", User.name());
        Response first = owner.sending(body).header("Idempotency-Key", "k").post("/projects");

        Response again = owner.sending(body).header("Idempotency-Key", "k").post("/projects");

        again.then()
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"))
                .header("Location", equalTo(first.header("Location")))
                .header("ETag", equalTo(first.header("ETag")));
        assertEquals(first.<Map<String, Object>>path("$"), again.<Map<String, Object>>path("$"));
    }

    @Test
    void aKeyIsForOneRequestOfOneCaller() {
        owner.sending(Map.of("name", User.name()))
                .header("Idempotency-Key", "k")
                .post("/projects");

        owner.sending(Map.of("name", User.name()))
                .header("Idempotency-Key", "k")
                .post("/projects")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
        User.any()
                .sending(Map.of("name", User.name()))
                .header("Idempotency-Key", "k")
                .post("/projects")
                .then()
                .statusCode(201);
    }

    @Test
    void afterAFailureTheKeyIsFree() {
        owner.sending(Map.of("name", "BAD"))
                .header("Idempotency-Key", "k")
                .post("/projects")
                .then()
                .statusCode(400);

        owner.sending(Map.of("name", User.name()))
                .header("Idempotency-Key", "k")
                .post("/projects")
                .then()
                .statusCode(201);
    }

    @Test
    void aNameGoesToOneOfManyCreations() {
        Map<String, String> body = Map.of("name", User.name());

        List<Response> answers = Parallel.times(32, i -> owner.sending(body).post("/projects"));

        assertEquals(1, answers.stream().filter(a -> a.statusCode() == 201).count());
        assertEquals(
                31,
                answers.stream()
                        .filter(a -> a.statusCode() == 409 && Objects.equals(a.path("code"), "name_taken"))
                        .count());
    }

    @Test
    void aNameGoesToOneOfManyRenamings() {
        Map<String, String> body = Map.of("name", User.name());
        List<UUID> projects = Parallel.times(16, i -> owner.project());

        List<Response> answers = Parallel.times(16, i -> owner.patching(body).patch("/projects/{id}", projects.get(i)));

        assertEquals(1, answers.stream().filter(a -> a.statusCode() == 200).count());
        assertEquals(15, answers.stream().filter(a -> a.statusCode() == 409).count());
    }

    @Test
    void ofManyDeletionsOneDeletes() {
        UUID id = owner.project();

        List<Integer> statuses = Parallel.times(
                16, i -> owner.request().delete("/projects/{id}", id).statusCode());

        assertEquals(1, statuses.stream().filter(status -> status == 204).count());
        assertTrue(statuses.stream().allMatch(status -> status == 204 || status == 404 || status == 409));
        assertEquals(List.of("close"), CloudStub.calls(id));
    }
}
