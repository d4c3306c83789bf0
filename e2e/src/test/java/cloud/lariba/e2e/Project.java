package cloud.lariba.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** A project and the account that acts on it. */
record Project(Account owner, String id, String name) {

    String path() {
        return "/projects/" + id;
    }

    JsonNode read() {
        return owner.read(path());
    }

    /** The body of a {@code POST /services} for a service of this type in this project, with the smallest plan. */
    ObjectNode serviceRequest(String type) {
        return Json.object(
                "project_id", id, "name", Names.unique(type), "type", type, "plan", Catalog.smallestPlan(type));
    }

    /** Asks for a service; does not wait for it. */
    Service create(String type) {
        return create(serviceRequest(type));
    }

    Service create(ObjectNode request) {
        Answer answer =
                owner.call("POST", "/services").once().json(request).send().expect(202);
        return new Service(
                owner,
                answer.text("id"),
                request.path("type").asText(),
                request.path("name").asText());
    }

    /** Deletes it, which must be possible, and waits until it is gone; a busy stack may not know in time whether it has services. */
    void delete() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    Answer answer = owner.delete(path()).expect(202, 204, 404, 409, 504);
                    if (answer.status() == 409) {
                        answer.problem(409, "invalid_state");
                    }
                    return answer.status() == 404;
                });
    }

    JsonNode services() {
        return owner.read("/services?limit=100&project_id=" + id).path("items");
    }
}
