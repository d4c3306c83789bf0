package cloud.lariba.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What belongs to others is as good as missing, on every route, and stays as it is. */
class TenantIsolationIT {

    private static Account owner;
    private static Account stranger;
    private static Project project;
    private static Project strangers;
    private static Service bucket;
    private static Service database;
    private static Service machine;

    @BeforeAll
    static void oneTenantWithEverythingAndOneStranger() {
        owner = Account.register();
        stranger = Account.register();
        strangers = stranger.project();
        project = owner.project();
        bucket = project.create("storage");
        database = project.create("database");
        machine = project.create("compute");
        bucket.running();
        database.running();
        machine.running();
    }

    @AfterAll
    static void cleanUp() {
        owner.delete(project.path() + "?cascade=true").expect(202);
    }

    @TestFactory
    Stream<DynamicTest> everyRouteAnswersForForeignObjectsAsForMissingOnes() {
        return Stream.of(bucket, database, machine)
                .flatMap(service -> Routes.protectedOnes()
                        .filter(Route::namesObject)
                        .filter(route -> route.template().contains("{service_id}")
                                || route.template().contains("{operation_id}")
                                || service.equals(bucket))
                        .map(route -> DynamicTest.dynamicTest(
                                route + " of " + service.type(), () -> foreignIsMissing(route, ids(service)))));
    }

    private static void foreignIsMissing(Route route, Map<String, String> foreignIds) {
        Map<String, String> missingIds = new HashMap<>(Routes.missingIds());
        missingIds.put("storage_plan", Catalog.smallestPlan("storage"));

        Answer foreign =
                route.call(foreignIds).token(stranger.session().access()).send();
        Answer missing =
                route.call(missingIds).token(stranger.session().access()).send();

        missing.problem(404, "not_found");
        foreign.problem(404, "not_found");
        assertThat(foreign.comparableProblem()).isEqualTo(missing.comparableProblem());
        assertThat(foreign.headers().map().keySet())
                .as("headers of %s", foreign)
                .isEqualTo(missing.headers().map().keySet());
        assertThat(foreign.body()).doesNotContain(project.name(), bucket.name(), owner.email());
    }

    @TestFactory
    Stream<DynamicTest> listsShowNothingForeign() {
        return Stream.of(
                        "/projects?limit=100",
                        "/services?limit=100",
                        "/events?limit=100",
                        "/auth/sessions?limit=100",
                        "/analytics")
                .map(list -> DynamicTest.dynamicTest(list, () -> {
                    String seen = stranger.get(list).expect(200).body();

                    assertThat(seen).doesNotContain(project.id(), owner.id());
                    ids(bucket).forEach((name, id) -> {
                        if (name.endsWith("_id")) {
                            assertThat(seen).as(name).doesNotContain(id);
                        }
                    });
                }));
    }

    @TestFactory
    Stream<DynamicTest> filtersByForeignProjectsAnswerAsForMissingOnes() {
        return Stream.of("/services?project_id=%s", "/analytics?project_id=%s", "/analytics?metric=cpu&project_id=%s")
                .map(list -> DynamicTest.dynamicTest(list, () -> {
                    Answer foreign = stranger.get(list.formatted(project.id()));
                    Answer missing = stranger.get(list.formatted(Names.missingId()));

                    assertThat(foreign.status()).isEqualTo(missing.status());
                    if (foreign.status() == 200) {
                        assertThat(foreign.json()).isEqualTo(missing.json());
                    } else {
                        foreign.problem(404, "not_found");
                        assertThat(foreign.comparableProblem()).isEqualTo(missing.comparableProblem());
                    }
                }));
    }

    @Test
    void pointsForForeignProjectsAreRejectedAsForMissingOnes() {
        JsonNode answer = stranger.post(
                        "/analytics",
                        Json.object(
                                "points",
                                Json.array(
                                        Points.of(strangers.id(), null, "own.load", 1, Instant.now()),
                                        Points.of(project.id(), null, "intruder.load", 1, Instant.now()),
                                        Points.of(Names.missingId(), null, "intruder.load", 1, Instant.now()))))
                .expect(202)
                .json();

        JsonNode rejected = answer.path("rejected");
        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        assertThat(Json.texts(rejected, "index")).containsExactly("1", "2");
        assertThat(rejected.path(0).path("code")).isEqualTo(rejected.path(1).path("code"));
        assertThat(rejected.path(0).path("detail")).isEqualTo(rejected.path(1).path("detail"));
        assertThat(owner.get("/analytics/metrics?project_id=" + project.id()).body())
                .doesNotContain("intruder.load");
    }

    @Test
    void metricsOfOnesProjectCannotNameForeignServices() {
        JsonNode answer = stranger.post(
                        "/analytics",
                        Json.object(
                                "points",
                                Json.array(Points.of(strangers.id(), machine.id(), "borrowed", 1, Instant.now()))))
                .expect(202)
                .json();

        assertThat(owner.get("/analytics?metric=borrowed&project_id=%s&service_id=%s"
                                .formatted(project.id(), machine.id()))
                        .body())
                .as("%s", answer)
                .doesNotContain("\"points\":[[");
    }

    @Test
    void ordinaryPeopleAreNotAdministrators() {
        stranger.get("/users").problem(403, "forbidden");
        stranger.get("/users?email=" + owner.email()).problem(403, "forbidden");
        stranger.post("/users", Json.object("name", "X", "email", Names.email()))
                .problem(403, "forbidden");
    }

    @Test
    void everythingOfTheOwnerIsStillThereAfterwards() {
        everyRouteAnswersForForeignObjectsAsForMissingOnes().forEach(test -> {
            try {
                test.getExecutable().execute();
            } catch (Throwable e) {
                throw new AssertionError(test.getDisplayName(), e);
            }
        });

        assertThat(owner.read("/users/me").path("name").asText()).isEqualTo(owner.name());
        assertThat(project.read().path("name").asText()).isEqualTo(project.name());
        for (Service service : List.of(bucket, database, machine)) {
            assertThat(service.read().path("name").asText()).isEqualTo(service.name());
            assertThat(service.status()).isEqualTo("running");
        }
    }

    private static Map<String, String> ids(Service service) {
        return Map.of(
                "project_id", project.id(),
                "service_id", service.id(),
                "operation_id", service.latestOperation().path("id").asText(),
                "session_id",
                        owner.read("/auth/sessions")
                                .path("items")
                                .path(0)
                                .path("id")
                                .asText(),
                "user_id", owner.id(),
                "storage_plan", Catalog.smallestPlan("storage"));
    }
}
