package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What people come for, from registration to the last trace being gone. */
class MainJobIT {

    @Test
    void aPersonRegistersProvisionsMeasuresAndCleansUp() throws SQLException {
        Account ada = Account.register().login();
        Project project = ada.project();
        assertThat(Json.texts(ada.read("/service-types").path("items"), "type"))
                .containsExactlyInAnyOrder("compute", "storage", "database");

        Service bucket = project.create("storage");
        Service database = project.create("database");
        Service machine = project.create("compute");
        assertThat(bucket.running().read().path("outputs").path("bucket").asText())
                .isNotBlank();
        JsonNode databaseOutputs = database.running().read().path("outputs");
        assertThat(databaseOutputs.path("database").asText()).isNotBlank();
        assertThat(databaseOutputs.has("password")).isFalse();
        assertThat(machine.running().read().path("outputs").path("simulated").asBoolean())
                .isTrue();
        assertThat(Json.texts(project.services(), "id")).containsExactly(machine.id(), database.id(), bucket.id());

        JsonNode keys = bucket.credentials();
        JsonNode login = database.credentials();
        try (S3Client s3 = Buckets.client(keys)) {
            Buckets.put(s3, keys.path("bucket").asText(), "greeting.txt", "hello");
        }
        try (Connection connection = Databases.connect(login)) {
            Databases.execute(connection, "create table notes (id int primary key, body text)");
            Databases.execute(connection, "insert into notes values (1, 'kept')");
            assertThat(Databases.column(connection, "select body from notes")).containsExactly("kept");
        }
        sendAndReadBackMetrics(ada, project, machine);

        ada.delete(bucket.path()).problem(409, "bucket_not_empty");
        ada.delete(project.path()).problem(409, "project_not_empty");
        bucket.delete();
        database.delete();
        machine.delete();
        for (Service gone : List.of(bucket, database, machine)) {
            ada.get(gone.path()).expect(200, 404);
        }
        assertThat(project.services()).isEmpty();
        assertThatTheBucketIsGone(keys);
        assertThatThrownBy(() -> Databases.connect(login).close()).isInstanceOf(SQLException.class);

        project.delete();
        assertThat(ada.read("/projects").path("items")).isEmpty();
    }

    private static void sendAndReadBackMetrics(Account ada, Project project, Service machine) {
        Instant now = Instant.now();
        JsonNode accepted = ada.post(
                        "/analytics",
                        Json.object(
                                "points",
                                Json.array(
                                        Points.of(project.id(), machine.id(), "cpu.load", 1.5, now.minusSeconds(60)),
                                        Points.of(project.id(), machine.id(), "cpu.load", 2.5, now.minusSeconds(30)))))
                .expect(202)
                .json();
        assertThat(accepted.path("accepted").asInt()).isEqualTo(2);
        JsonNode average = ada.read("/analytics?metric=cpu.load&agg=avg&step=1h&project_id=" + project.id()
                + "&service_id=" + machine.id());
        assertThat(Points.values(average).stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isBetween(1.9, 4.1);
        assertThat(ada.read("/analytics/metrics?project_id=" + project.id()).toString())
                .contains("cpu.load");
    }

    private static void assertThatTheBucketIsGone(JsonNode keys) {
        try (S3Client s3 = Buckets.client(keys)) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThatThrownBy(
                                    () -> Buckets.get(s3, keys.path("bucket").asText(), "greeting.txt"))
                            .isInstanceOfSatisfying(
                                    S3Exception.class,
                                    e -> assertThat(e.statusCode()).isIn(403, 404)));
        }
    }
}
