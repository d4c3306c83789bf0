package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.lariba.e2e.Account.Tokens;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.s3.S3Client;

/** Every process of the stack is killed, and the next start has everything that was acknowledged. */
@Tag("disruptive")
@EnabledIf(
        value = "cloud.lariba.e2e.StackControl#isPossible",
        disabledReason = "needs -Dlariba.home and -Dlariba.command of a stack on this machine")
class RestartIT {

    private final StackControl stack = new StackControl();

    @Test
    void everythingIsThereAgainAfterEveryProcessWasKilled() throws SQLException {
        Account owner = Account.register();
        Project project = owner.project();
        Service bucket = project.create("storage").running();
        Service database = project.create("database").running();
        Service machine = project.create("compute").running();
        machine.act("stop");
        JsonNode keys = bucket.credentials();
        JsonNode login = database.credentials();
        String name = keys.path("bucket").asText();
        try (S3Client s3 = Buckets.client(keys);
                Connection connection = Databases.connect(login)) {
            Buckets.put(s3, name, "folder/kept.txt", "still here");
            Databases.execute(connection, "create table kept as select 'still here' as body");
        }
        Instant at = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        owner.post("/analytics", Json.object("points", Json.array(Points.of(project.id(), null, "kept", 42, at))))
                .expect(202);
        JsonNode profile = owner.read("/users/me");
        JsonNode projects = owner.read("/projects");
        JsonNode services = project.services();
        Tokens rotated = Tokens.of(Account.refresh(owner.session().refresh()).expect(200));
        Service unfinished = project.create("storage");

        stack.killEverything();
        stack.up();

        Tokens refreshed = Tokens.of(Account.refresh(rotated.refresh()).expect(200));
        Account same = new Account(owner.id(), owner.name(), owner.email(), owner.password(), refreshed);
        same.login().get("/users/me").expect(200);
        assertThat(same.read("/users/me")).isEqualTo(profile);
        assertThat(same.read("/projects")).isEqualTo(projects);
        for (JsonNode service : services) {
            assertThat(same.read("/services/" + service.path("id").asText())).isEqualTo(service);
        }
        try (S3Client s3 = Buckets.client(keys);
                Connection connection = Databases.connect(login)) {
            assertThat(Buckets.get(s3, name, "folder/kept.txt")).isEqualTo("still here");
            assertThat(Databases.column(connection, "select body from kept")).containsExactly("still here");
        }
        JsonNode points = same.read("/analytics?metric=kept&agg=sum&step=1h&project_id=" + project.id());
        assertThat(Points.values(points).stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isEqualTo(42);
        new Service(same, unfinished.id(), unfinished.type(), unfinished.name()).running();
        assertThat(new Service(same, machine.id(), machine.type(), machine.name())
                        .act("start")
                        .path("state")
                        .asText())
                .isEqualTo("succeeded");
        Account.refresh(owner.session().refresh()).problem(401, "refresh_token_reused");
    }
}
