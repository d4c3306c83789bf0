package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A project goes with everything in it only when that is asked for, and can be brought back. */
class ProjectDeletionIT {

    private static Account owner;

    @BeforeAll
    static void somebody() {
        owner = Account.register();
    }

    @Test
    void aProjectWithServicesIsKeptAndItsServicesAreNamed() {
        Project project = owner.project();
        Service machine = project.create("compute").running();

        JsonNode problem = owner.delete(project.path()).problem(409, "project_not_empty");

        assertThat(Json.texts(problem.path("services"), "id")).containsExactly(machine.id());
        assertThat(project.read().path("state").asText()).isEqualTo("active");
        project.create("compute").running().delete();
        machine.delete();
    }

    @Test
    void aCascadingDeletionTakesTheServicesAlong() {
        Project project = owner.project();
        Service bucket = project.create("storage").running();
        Service machine = project.create("compute").running();

        Answer accepted = owner.delete(project.path() + "?cascade=true").expect(202);

        JsonNode operation = Operations.await(owner, Operations.idOf(accepted));
        assertThat(operation.path("state").asText()).as("%s", operation).isEqualTo("succeeded");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> owner.get(project.path()).status() == 404);
        assertThat(owner.get("/services?limit=100").body()).doesNotContain(bucket.id(), machine.id());
    }

    @Test
    void aDeletedProjectIsBroughtBackAndTakesServicesAgain() {
        Project project = owner.project();
        project.delete();

        owner.call("POST", project.path() + "/undelete").send().expect(200);

        assertThat(project.read().path("state").asText()).isEqualTo("active");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> owner.post("/services?dry_run=true", project.serviceRequest("compute"))
                                .status()
                        == 200);
        project.create("compute").running().delete();
    }
}
