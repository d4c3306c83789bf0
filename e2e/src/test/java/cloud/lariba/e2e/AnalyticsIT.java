package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Metrics are kept as they were sent, aggregated exactly, and usage follows the services. */
class AnalyticsIT {

    private static Account owner;
    private static Project project;

    @BeforeAll
    static void aProject() {
        owner = Account.register();
        project = owner.project();
    }

    @Test
    void everyAggregateIsExact() {
        Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
        ArrayNode points = Json.array();
        for (int i = 1; i <= 20; i++) {
            points.add(Points.of(project.id(), null, "queue.depth", i, start.plusSeconds(i)));
        }
        send(points, 20);

        assertThat(aggregate("avg", start)).isEqualTo(10.5);
        assertThat(aggregate("min", start)).isEqualTo(1);
        assertThat(aggregate("max", start)).isEqualTo(20);
        assertThat(aggregate("sum", start)).isEqualTo(210);
        assertThat(aggregate("count", start)).isEqualTo(20);
        assertThat(aggregate("last", start)).isEqualTo(20);
        assertThat(aggregate("p50", start)).isBetween(10.0, 11.0);
        assertThat(aggregate("p99", start)).isBetween(19.0, 20.0);
    }

    @Test
    void theSamePointAgainOverwritesAndNeverDoubles() {
        Instant at = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
        send(Json.array(Points.of(project.id(), null, "overwritten", 1, at)), 1);
        send(Json.array(Points.of(project.id(), null, "overwritten", 5, at)), 1);

        JsonNode answer = query("overwritten", "sum", at, "1h");

        assertThat(Points.values(answer)).containsExactly(5.0);
    }

    @Test
    void pointsThatBreakARuleAreRejectedOneByOne() {
        ArrayNode points = Json.array(
                Points.of(project.id(), null, "fine", 1, Instant.now()),
                Points.of(project.id(), null, "Not Fine", 1, Instant.now()),
                Points.of(project.id(), null, "fine", 1, Instant.now().minus(Duration.ofDays(8))),
                Points.of(project.id(), null, "fine", 1, Instant.now().plus(Duration.ofMinutes(10))),
                Points.of(Names.missingId(), null, "fine", 1, Instant.now()));

        JsonNode answer = owner.post("/analytics", Json.object("points", points))
                .expect(202)
                .json();

        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        assertThat(Json.texts(answer.path("rejected"), "index")).containsExactly("1", "2", "3", "4");
        assertThat(Json.texts(answer.path("rejected"), "code")).doesNotContain("");
    }

    @Test
    void aQueryForTooManyPointsIsRefused() {
        Instant now = Instant.now();
        owner.get("/analytics?project_id=%s&metric=cpu&step=1s&from=%s&to=%s"
                        .formatted(project.id(), now.minus(Duration.ofDays(2)), now))
                .problem(400, "too_many_points");
    }

    @Test
    void theOverviewCountsServicesAndOperations() {
        Project own = owner.project();
        own.create("compute").running();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode overview = owner.read("/analytics?project_id=" + own.id());
            assertThat(overview.toString()).contains("compute").contains("running");
        });
    }

    @Test
    void usageIsMeteredFromTheServicesLife() {
        Project own = owner.project();
        Service machine = own.create("compute").running();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode usage = owner.read("/analytics/usage?group_by=service&project_id=" + own.id());
            assertThat(usage.toString()).contains(machine.id());
        });
        machine.delete();
    }

    private static void send(ArrayNode points, int accepted) {
        JsonNode answer = owner.post("/analytics", Json.object("points", points))
                .expect(202)
                .json();
        assertThat(answer.path("accepted").asInt()).as("%s", answer).isEqualTo(accepted);
    }

    private static double aggregate(String function, Instant start) {
        JsonNode answer = query("queue.depth", function, start, "1h");
        assertThat(Points.values(answer)).as("%s of %s", function, answer).hasSize(1);
        return Points.values(answer).getFirst();
    }

    private static JsonNode query(String metric, String function, Instant from, String step) {
        return owner.read("/analytics?project_id=%s&metric=%s&agg=%s&step=%s&from=%s&to=%s"
                .formatted(project.id(), metric, function, step, from, from.plus(Duration.ofHours(1))));
    }
}
