package cloud.lariba.analytics.usage;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import cloud.lariba.analytics.testing.Tenant;
import cloud.lariba.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UsageTest {

    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    private final Tenant tenant = Tenant.owner();
    private final UUID service = UUID.randomUUID();

    private ValidatableResponse usage(Map<String, String> parameters) {
        return tenant.request()
                .queryParam("project_id", tenant.projectId().toString())
                .queryParams(parameters)
                .get("/analytics/usage")
                .then();
    }

    private ValidatableResponse usage(Instant from, Instant to, String groupBy) {
        return usage(Map.of("from", from.toString(), "to", to.toString(), "group_by", groupBy))
                .statusCode(200);
    }

    @Test
    void timeInUseIsMeteredFromTheEvents() {
        tenant.serviceChanged(service, "compute", "provisioning", MARCH);
        tenant.serviceChanged(service, "compute", "running", MARCH.plusSeconds(600));
        tenant.serviceChanged(service, "compute", "stopped", MARCH.plusSeconds(6_000));

        usage(MARCH, MARCH.plus(Duration.ofDays(1)), "service")
                .body("items.service_id", contains(service.toString()))
                .body("items.name", contains("name-of-compute"))
                .body("items.type", contains("compute"))
                .body("items.hours", contains("1.5"))
                .body("items.seconds", contains("5400"));
    }

    @Test
    void daysAreSplitAtMidnightInUtcToTheMicrosecond() {
        tenant.serviceChanged(service, "database", "running", MARCH.minusNanos(1_000));
        tenant.serviceChanged(service, "database", "deleted", MARCH.plus(Duration.ofDays(2)));

        usage(MARCH.minusSeconds(60), MARCH.plus(Duration.ofDays(9)), "day")
                .body("items.day", contains("2026-02-28", "2026-03-01", "2026-03-02"))
                .body("items.hours", contains("0", "24", "24"))
                .body("items.seconds", contains("0.000001", "86400", "86400"));
    }

    @Test
    void whatRunsStillCountsUntilNow() {
        tenant.serviceChanged(service, "compute", "running", Instant.now().minusSeconds(7_200));

        String hours = usage(Instant.now().minusSeconds(3_600), Instant.now().plusSeconds(86_400), "type")
                .extract()
                .path("items[0].hours");

        org.junit.jupiter.api.Assertions.assertTrue(hours.startsWith("1.00") || hours.equals("1"), hours);
    }

    @Test
    void theMonthToDateByServiceIsTheDefault() {
        usage(Map.of())
                .statusCode(200)
                .body("group_by", equalTo("service"))
                .body("from", equalTo(Instant.now().toString().substring(0, 8) + "01T00:00:00Z"))
                .body("items", is(empty()));
    }

    @Test
    void theSameEventAgainChangesNothing() {
        UUID event = UUID.randomUUID();
        Map<String, Object> change = change("running", MARCH);

        Tenant.event(event, "cloud.lariba.service.changed", service, change).statusCode(204);
        Tenant.event(event, "cloud.lariba.service.changed", service, change).statusCode(204);

        usage(MARCH, MARCH.plusSeconds(3_600), "type").body("items.seconds", contains("3600"));
    }

    @Test
    void aClosedIntervalDoesNotChangeOnceItIsSettled() {
        tenant.serviceChanged(service, "compute", "running", MARCH);
        tenant.serviceChanged(service, "compute", "stopped", MARCH.plusSeconds(3_600));

        tenant.serviceChanged(service, "compute", "stopped", MARCH.plusSeconds(60));

        usage(MARCH, MARCH.plus(Duration.ofDays(1)), "type").body("items.seconds", contains("3600"));
    }

    @Test
    void anEventThatWasUnderWayForLongIsTakenWhenNothingNewerIsKnown() {
        tenant.serviceChanged(service, "compute", "running", MARCH);

        tenant.serviceChanged(service, "compute", "stopped", MARCH.plusSeconds(60));

        usage(MARCH, MARCH.plus(Duration.ofDays(1)), "type").body("items.seconds", contains("60"));
    }

    @Test
    void anEventThatIsNotUnderstoodIsRefusedSoThatItIsSentAgain() {
        Map<String, Object> change = change("running", MARCH);
        change.remove("at");

        Tenant.event("cloud.lariba.service.changed", service, change).statusCode(500);
        Tenant.event("cloud.lariba.something.else", service, change).statusCode(400);

        usage(MARCH, MARCH.plusSeconds(3_600), "type").body("items", is(empty()));
    }

    @Test
    void fieldsThatAnEventGainsLaterDoNotMatter() {
        Map<String, Object> change = change("running", MARCH);
        change.put("new_field", Map.of("a", 1));

        Tenant.event("cloud.lariba.service.changed", service, change).statusCode(204);
    }

    @Test
    void onlyServicesDeliverEvents() {
        RestAssured.given()
                .auth()
                .oauth2(tenant.token())
                .contentType("application/json")
                .body("{}")
                .post("/internal/events")
                .then()
                .statusCode(403);
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.service("cloud", "project"))
                .contentType("application/json")
                .body("{}")
                .post("/internal/events")
                .then()
                .statusCode(401);
    }

    private Map<String, Object> change(String status, Instant at) {
        return new HashMap<>(Map.of(
                "service_id",
                service.toString(),
                "project_id",
                tenant.projectId().toString(),
                "type",
                "compute",
                "plan",
                "small",
                "name",
                "web",
                "status",
                status,
                "from",
                "pending",
                "at",
                at.truncatedTo(ChronoUnit.MICROS).toString(),
                "deleted",
                false));
    }

    @ParameterizedTest
    @CsvSource({
        "from, yesterday",
        "from, 2026-01-01",
        "from, 9999-01-01T00:00:00Z",
        "from, 2020-01-01T00:00:00Z",
        "to, 2026-02-30T00:00:00Z",
        "to, 2026-01-01T00:00:00+01:00",
        "group_by, project",
        "group_by, 'service,type'",
        "project_id, x"
    })
    void aParameterThatBreaksItsRuleIsNamed(String name, String value) {
        var request = tenant.request();
        if (!name.equals("project_id")) {
            request.queryParam("project_id", tenant.projectId().toString());
        }
        request.queryParam(name, value)
                .get("/analytics/usage")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("#query/" + name));
    }

    @Test
    void theProjectIsRequired() {
        tenant.request()
                .get("/analytics/usage")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("#query/project_id"));
    }

    @ParameterizedTest
    @CsvSource({"cost", "forecast", "export"})
    void whatStandsOnPricesIsNotThereYet(String route) {
        tenant.request().get("/analytics/" + route).then().statusCode(501).body("code", equalTo("not_implemented"));
    }

    @Test
    void openTelemetryIsNotThereYet() {
        tenant.request()
                .contentType("application/x-protobuf")
                .body(new byte[] {1, 2, 3})
                .post("/analytics/v1/metrics")
                .then()
                .statusCode(501)
                .body("code", equalTo("not_implemented"));
    }
}
