package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A dry run is authorised and validated like the real call, tells the plan, and changes nothing. */
class DryRunIT {

    private static Account owner;
    private static Project project;
    private static Service service;

    @BeforeAll
    static void oneOfEach() {
        owner = Account.register();
        project = owner.project();
        service = project.create("compute").running();
    }

    @AfterAll
    static void cleanUp() {
        owner.delete(project.path() + "?cascade=true").expect(202);
    }

    @Test
    void creatingIsPlannedAndNotDone() {
        String name = Names.unique("project");

        plan("POST", "/projects", Json.object("name", name));
        JsonNode plan = plan("POST", "/services", project.serviceRequest("storage"));

        assertThat(plan.toString()).contains("monthly");
        assertThat(owner.get("/projects?limit=100").body()).doesNotContain(name);
        assertThat(project.services()).hasSize(1);
    }

    @Test
    void changingIsPlannedAndNotDone() {
        JsonNode projectBefore = project.read();
        JsonNode serviceBefore = service.read();

        plan("PUT", project.path(), Json.object("name", Names.unique("project")));
        plan("PATCH", project.path(), Json.object("description", "changed"));
        plan("PATCH", service.path(), Json.object("labels", Json.object("env", "test")));
        plan("POST", service.path() + "/actions", Json.object("type", "stop"));

        assertThat(project.read()).isEqualTo(projectBefore);
        assertThat(service.read()).isEqualTo(serviceBefore);
    }

    @Test
    void deletingIsPlannedAndNotDone() {
        Project empty = owner.project();

        owner.call("DELETE", empty.path() + "?dry_run=true").send().expect(200).json();
        owner.call("DELETE", service.path() + "?dry_run=true").send().expect(200);

        assertThat(empty.read().path("state").asText()).isEqualTo("active");
        assertThat(service.status()).isEqualTo("running");
        assertThat(service.read().path("operation_id").isNull()).isTrue();
    }

    @Test
    void whatWouldBeRefusedIsRefused() {
        Account stranger = Account.register();
        ObjectNode invalid = project.serviceRequest("storage").put("plan", "no-such-plan");

        owner.post("/projects?dry_run=true", Json.object("name", "NOT VALID")).problem(400, "invalid_input");
        owner.post("/projects?dry_run=true", Json.object("name", project.name()))
                .problem(409, "name_taken");
        owner.post("/services?dry_run=true", invalid).problem(400, "invalid_input");
        owner.delete(project.path() + "?dry_run=true").problem(409, "project_not_empty");
        stranger.post("/services?dry_run=true", project.serviceRequest("storage"))
                .problem(404, "not_found");
        stranger.delete(service.path() + "?dry_run=true").problem(404, "not_found");
        stranger.delete(project.path() + "?dry_run=true").problem(404, "not_found");
    }

    @Test
    void anUnclearWishIsNotCarriedOut() {
        owner.post("/projects?dry_run=perhaps", Json.object("name", Names.unique("project")))
                .problem(400, "invalid_input");
        owner.delete(service.path() + "?dry_run=1").problem(400, "invalid_input");
        assertThat(service.status()).isEqualTo("running");
    }

    private static JsonNode plan(String method, String path, Object body) {
        JsonNode plan = owner.call(method, path + "?dry_run=true")
                .json(body)
                .send()
                .expect(200)
                .json()
                .path("plan");
        assertThat(plan.isObject()).isTrue();
        return plan;
    }
}
