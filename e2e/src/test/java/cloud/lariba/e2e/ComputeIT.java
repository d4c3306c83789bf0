package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A compute service goes through its whole life, and says that it is simulated. */
class ComputeIT {

    private static Account owner;
    private static Project project;

    @BeforeAll
    static void aProject() {
        owner = Account.register();
        project = owner.project();
    }

    @AfterAll
    static void cleanUp() {
        owner.delete(project.path() + "?cascade=true").expect(202);
    }

    @Test
    void aMachineStopsStartsAndReboots() {
        Service machine = project.create("compute").running();

        succeeded(machine.act("stop"));
        assertThat(machine.status()).isEqualTo("stopped");
        succeeded(machine.act("start"));
        assertThat(machine.status()).isEqualTo("running");
        succeeded(machine.act("reboot"));
        assertThat(machine.status()).isEqualTo("running");
    }

    @Test
    void anActionThatTheStateDoesNotAllowIsRefused() {
        Service machine = project.create("compute").running();
        succeeded(machine.act("stop"));

        owner.post(machine.path() + "/actions", Json.object("type", "reboot")).problem(409, "invalid_state");

        assertThat(machine.status()).isEqualTo("stopped");
    }

    @Test
    void theOutputsSayThatThereIsNoMachine() {
        JsonNode outputs = project.create("compute").running().read().path("outputs");

        assertThat(outputs.path("simulated").asBoolean()).isTrue();
        assertThat(outputs.path("instance_id").asText()).isNotBlank();
        assertThat(outputs.path("private_ip").asText()).isNotBlank();
    }

    @Test
    void anOperationTellsItsStepsAndWhoStartedIt() {
        Service machine = project.create("compute");

        JsonNode operation =
                Operations.await(owner, machine.latestOperation().path("id").asText());

        assertThat(operation.path("state").asText()).isEqualTo("succeeded");
        assertThat(operation.path("progress").asInt()).isEqualTo(100);
        assertThat(operation.path("actor_id").asText()).isEqualTo(owner.id());
        assertThat(operation.path("service_id").asText()).isEqualTo(machine.id());
        assertThat(operation.path("project_id").asText()).isEqualTo(project.id());
        assertThat(operation.path("error").isNull()).isTrue();
        assertThat(operation.path("finished_at").asText()).endsWith("Z");
        assertThat(Json.stream(operation.path("steps"))).isNotEmpty().allSatisfy(step -> {
            assertThat(step.path("name").asText()).isNotBlank();
            assertThat(step.path("state").asText()).isEqualTo("succeeded");
            assertThat(step.path("attempts").asInt()).isPositive();
        });
    }

    private static void succeeded(JsonNode operation) {
        assertThat(operation.path("state").asText()).as("%s", operation).isEqualTo("succeeded");
    }
}
