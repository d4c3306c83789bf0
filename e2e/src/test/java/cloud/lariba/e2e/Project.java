package cloud.lariba.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

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
        Answer answer = owner.post("/services", request).expect(202);
        return new Service(
                owner,
                answer.text("id"),
                request.path("type").asText(),
                request.path("name").asText());
    }

    JsonNode services() {
        return owner.read("/services?limit=100&project_id=" + id).path("items");
    }
}
