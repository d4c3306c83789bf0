package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same request again has its effect once. */
class IdempotencyIT {

    private static final int AT_ONCE = 64;

    private static Account owner;

    @BeforeAll
    static void somebody() {
        owner = Account.register();
    }

    @Test
    void manyEqualRequestsAtOnceMakeOneProject() {
        ObjectNode body = Json.object("name", Names.unique("project"));

        List<Answer> answers = atOnce("/projects", body);

        assertThat(Json.texts(owner.read("/projects?limit=100").path("items"), "name"))
                .containsOnlyOnce(body.path("name").asText());
        assertOneAnswer(answers, 201);
    }

    @Test
    void manyEqualRequestsAtOnceMakeOneService() {
        Project project = owner.project();
        ObjectNode body = project.serviceRequest("storage");

        List<Answer> answers = atOnce("/services", body);

        assertThat(project.services()).hasSize(1);
        assertOneAnswer(answers, 202);
        owner.delete(project.path() + "?cascade=true").expect(202);
    }

    @Test
    void theSameRequestAgainGetsTheFirstAnswerAgain() {
        ObjectNode body = Json.object("name", Names.unique("project"));
        String key = Names.unique("key");

        Answer first = send("/projects", body, key).expect(201);
        Answer again = send("/projects", body, key).expect(201);

        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.requiredHeader("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        String key = Names.unique("key");
        send("/projects", Json.object("name", Names.unique("project")), key).expect(201);

        send("/projects", Json.object("name", Names.unique("project")), key).problem(422, "idempotency_key_reused");
    }

    @Test
    void theSameKeyOfAnotherCallerIsAnotherKey() {
        ObjectNode body = Json.object("name", Names.unique("project"));
        String key = Names.unique("key");
        Answer first = send("/projects", body, key).expect(201);

        Answer other = Account.register()
                .call("POST", "/projects")
                .header("Idempotency-Key", key)
                .json(body)
                .send()
                .expect(201);

        assertThat(other.text("id")).isNotEqualTo(first.text("id"));
        assertThat(other.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void aFailedRequestLeavesItsKeyFree() {
        String key = Names.unique("key");
        send("/projects", Json.object("name", "NOT VALID"), key).expect(400);

        send("/projects", Json.object("name", Names.unique("project")), key).expect(201);
    }

    @Test
    void aKeyThatIsTooLongIsRefused() {
        send("/projects", Json.object("name", Names.unique("project")), "k".repeat(256))
                .problem(400, "invalid_input");
    }

    @Test
    void aRegistrationIsRepeatedSafely() {
        ObjectNode body =
                Json.object("name", "Twice", "email", Names.email(), "password", Names.unique("correct horse battery"));
        String key = Names.unique("key");

        Answer first = Call.of("POST", "/auth/register")
                .header("Idempotency-Key", key)
                .json(body)
                .send()
                .expect(201);
        Answer again = Call.of("POST", "/auth/register")
                .header("Idempotency-Key", key)
                .json(body)
                .send()
                .expect(201);

        assertThat(again.json().path("user").path("id"))
                .isEqualTo(first.json().path("user").path("id"));
        assertThat(again.requiredHeader("Idempotency-Replayed")).isEqualTo("true");
    }

    private static List<Answer> atOnce(String path, ObjectNode body) {
        String key = Names.unique("key");
        List<Answer> answers = Parallel.times(AT_ONCE, () -> send(path, body, key));
        Answer afterwards = send(path, body, key);
        assertThat(afterwards.requiredHeader("Idempotency-Replayed")).isEqualTo("true");
        return answers;
    }

    /** Every answer is the one answer, or says that it is being worked out. */
    private static void assertOneAnswer(List<Answer> answers, int status) {
        List<Answer> done =
                answers.stream().filter(answer -> answer.status() != 409).toList();
        assertThat(done).isNotEmpty().allSatisfy(answer -> answer.expect(status));
        assertThat(done)
                .extracting(answer -> answer.text("id"))
                .containsOnly(done.getFirst().text("id"));
        assertThat(done)
                .filteredOn(answer -> answer.header("Idempotency-Replayed").isEmpty())
                .hasSize(1);
        answers.stream()
                .filter(answer -> answer.status() == 409)
                .forEach(answer -> answer.problem(409, "request_in_progress"));
    }

    private static Answer send(String path, ObjectNode body, String key) {
        return owner.call("POST", path)
                .header("Idempotency-Key", key)
                .json(body)
                .send();
    }
}
