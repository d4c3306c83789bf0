package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A quota holds, however many ask at once. */
class QuotaIT {

    private static final int AT_ONCE = 24;
    private static final int ALLOWED = 3;

    private static Account owner;

    @BeforeAll
    static void somebody() {
        owner = Account.register();
    }

    @Test
    void createsAtOnceNeverExceedTheQuota() {
        Project project = projectWithQuota("services", ALLOWED);

        List<Answer> answers =
                Parallel.times(AT_ONCE, () -> owner.post("/services", project.serviceRequest("compute")));

        assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(ALLOWED);
        assertThat(project.services()).hasSize(ALLOWED);
        assertThat(answers).filteredOn(answer -> answer.status() != 202).allSatisfy(answer -> {
            JsonNode problem = answer.problem(409, "quota_exceeded");
            assertThat(problem.path("dimension").asText()).isEqualTo("services");
            assertThat(problem.path("limit").asInt()).isEqualTo(ALLOWED);
            assertThat(problem.path("used").asInt()).isEqualTo(ALLOWED);
            assertThat(problem.path("requested").asInt()).isEqualTo(1);
        });
        owner.delete(project.path() + "?cascade=true").expect(202);
    }

    @Test
    void deletingMakesRoom() {
        Project project = projectWithQuota("databases", 1);
        Service first = project.create("database").running();
        owner.post("/services", project.serviceRequest("database")).problem(409, "quota_exceeded");

        first.delete();

        project.create("database").running().delete();
    }

    @Test
    void theQuotaIsReadBackAsItWasSet() {
        Project project = projectWithQuota("vcpus", 7);

        assertThat(owner.read(project.path() + "/quota").path("vcpus").asInt()).isEqualTo(7);
        assertThat(project.read().path("quota").path("vcpus").asInt()).isEqualTo(7);
    }

    private static Project projectWithQuota(String dimension, int limit) {
        Project project = owner.project();
        ObjectNode quota = (ObjectNode) owner.read(project.path() + "/quota");
        ObjectNode wanted = Json.object();
        for (String known : List.of("services", "vcpus", "memory_gb", "storage_gb", "databases")) {
            wanted.set(known, quota.path(known));
        }
        owner.put(project.path() + "/quota", wanted.put(dimension, limit)).expect(200);
        return project;
    }
}
