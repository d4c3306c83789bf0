package cloud.lariba.analytics.queries;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import cloud.lariba.analytics.testing.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RangeQueryTest {

    private final Tenant tenant = Tenant.owner();
    /** A whole hour within the last two. */
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));

    private ValidatableResponse query(Map<String, String> parameters) {
        return tenant.request()
                .queryParam("project_id", tenant.projectId().toString())
                .queryParam("metric", "load")
                .queryParams(parameters)
                .get("/analytics")
                .then();
    }

    private ValidatableResponse query(Instant from, Instant to, String step, String agg) {
        return query(Map.of("from", from.toString(), "to", to.toString(), "step", step, "agg", agg))
                .statusCode(200);
    }

    private void store(double... values) {
        List<Map<String, Object>> points = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            points.add(tenant.point("load", values[i], hour.plusSeconds(i)));
        }
        tenant.post(points).statusCode(202).body("accepted", is(values.length));
    }

    @Test
    void theRangeIncludesItsStartAndExcludesItsEnd() {
        store(1, 2, 3);

        query(hour, hour.plusSeconds(2), "1h", "sum").body("series[0].points[0][1]", is(3.0f));
    }

    @Test
    void aPointsTimeIsTheStartOfItsBucketEvenBeforeTheRange() {
        store(1, 2, 3);

        query(hour.plusSeconds(1), hour.plusSeconds(3), "1h", "sum")
                .body("series[0].points", contains(List.of(hour.toString(), 5.0f)));
    }

    @Test
    void aBucketWithoutSamplesHasNoPoint() {
        store(1, 2);
        tenant.post(tenant.point("load", 3, hour.plusSeconds(30))).statusCode(202);

        query(hour, hour.plusSeconds(60), "10s", "count")
                .body(
                        "series[0].points",
                        contains(
                                List.of(hour.toString(), 2),
                                List.of(hour.plusSeconds(30).toString(), 1)));
    }

    @Test
    void sumsDoNotDependOnBinaryFractionsOrOrder() {
        store(0.1, 0.2, 1e20, -1e20, 0.3);

        query(hour, hour.plusSeconds(60), "1m", "sum").body("series[0].points[0][1]", is(0.6f));
    }

    @Test
    void aSumBeyondDoublesIsStillANumber() {
        store(1.5e308, 1.5e308);

        String answer = query(hour, hour.plusSeconds(60), "1m", "sum").extract().asString();

        org.junit.jupiter.api.Assertions.assertTrue(answer.contains("3E+308"), answer);
        query(hour, hour.plusSeconds(60), "1m", "avg").statusCode(200);
    }

    @Test
    void percentilesAreByNearestRank() {
        store(10, 20, 30, 40);

        query(hour, hour.plusSeconds(60), "1m", "p50").body("series[0].points[0][1]", is(20.0f));
        query(hour, hour.plusSeconds(60), "1m", "p95").body("series[0].points[0][1]", is(40.0f));
        query(hour, hour.plusSeconds(60), "1m", "p99").body("series[0].points[0][1]", is(40.0f));
    }

    @Test
    void rateIsTheIncreasePerSecondAcrossResets() {
        // +10, reset to 4, +6: 20 in ten seconds.
        store(100, 110, 4, 10);

        query(hour, hour.plusSeconds(10), "10s", "rate").body("series[0].points[0][1]", is(2.0f));
    }

    @Test
    void rateCountsFromTheLastSampleBeforeTheRange() {
        store(100, 110, 130);

        query(hour.plusSeconds(2), hour.plusSeconds(12), "1m", "rate")
                .body("series[0].points[0][1]", is((float) (20 / 60.0)));
    }

    @Test
    void theFirstSampleOfACounterHasNoRate() {
        store(100);

        query(hour, hour.plusSeconds(10), "10s", "rate").body("series", is(empty()));
    }

    @Test
    void withoutGroupingAllSeriesAreTakenTogether() {
        storeHosts();

        query(hour, hour.plusSeconds(60), "1m", "sum")
                .body("series", hasSize(1))
                .body("series[0].labels", equalTo(Map.of()))
                .body("series[0].points[0][1]", is(7.0f));
    }

    @Test
    void groupingByALabelGivesOneSeriesForEachValueAndOneForNone() {
        storeHosts();

        query(Map.of(
                        "from", hour.toString(),
                        "to", hour.plusSeconds(60).toString(),
                        "step", "1m",
                        "agg", "sum",
                        "group_by", "host"))
                .statusCode(200)
                .body("series.labels", contains(Map.of(), Map.of("host", "a"), Map.of("host", "b")))
                .body("series.points.collect { it[0][1] }", contains(4.0f, 1.0f, 2.0f));
    }

    @Test
    void labelsThatLookAlikeWhenPrintedAreDifferentGroups() {
        Map<String, Object> one = tenant.point("load", 1, hour);
        one.put("labels", Map.of("a", "b, c=d"));
        Map<String, Object> other = tenant.point("load", 2, hour);
        other.put("labels", Map.of("a", "b", "c", "d"));
        tenant.post(List.of(one, other)).statusCode(202);

        query(Map.of("from", hour.toString(), "step", "1d", "agg", "sum", "group_by", "a,c"))
                .statusCode(200)
                .body("series.labels", contains(Map.of("a", "b", "c", "d"), Map.of("a", "b, c=d")));
    }

    @Test
    void anEmptyParameterIsAsGoodAsNone() {
        tenant.request()
                .get("/analytics?metric=load&agg=&step=&project_id=" + tenant.projectId())
                .then()
                .statusCode(200)
                .body("agg", equalTo("avg"));
    }

    private void storeHosts() {
        Map<String, Object> a = tenant.point("load", 1, hour);
        a.put("labels", Map.of("host", "a", "zone", "1"));
        Map<String, Object> b = tenant.point("load", 2, hour);
        b.put("labels", Map.of("host", "b", "zone", "1"));
        tenant.post(List.of(a, b, tenant.point("load", 4, hour))).statusCode(202);
    }

    @Test
    void theLastHourInAboutThreeHundredStepsIsTheDefault() {
        Instant now = Instant.now();
        tenant.post(tenant.point("load", 1, now.minusSeconds(10))).statusCode(202);
        tenant.post(tenant.point("load", 5, now.minusSeconds(3_700))).statusCode(202);

        query(Map.of())
                .statusCode(200)
                .body("metric", equalTo("load"))
                .body("agg", equalTo("avg"))
                .body("step", equalTo("15s"))
                .body("series[0].points", hasSize(1))
                .body("series[0].points[0][1]", is(1.0f));
    }

    @Test
    void aMetricThatWasNeverSeenHasNoSeries() {
        query(Map.of()).statusCode(200).body("series", is(empty()));
    }

    @Test
    void elevenThousandPointsASeriesAreTheMost() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");

        query(Map.of("from", from.toString(), "to", from.plusSeconds(11_000).toString(), "step", "1s"))
                .statusCode(200);
        query(Map.of("from", from.toString(), "to", from.plusSeconds(11_001).toString(), "step", "1s"))
                .statusCode(400)
                .body("code", equalTo("too_many_points"));
        query(Map.of(
                        "from",
                        from.plusMillis(500).toString(),
                        "to",
                        from.plusMillis(11_000_500).toString(),
                        "step",
                        "1s"))
                .statusCode(400)
                .body("code", equalTo("too_many_points"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metric     | CPU",
                "metric     | a b",
                "metric     | load'--",
                "service_id | 1",
                "service_id | 018F0000-0000-7000-8000-00000000000A",
                "from       | yesterday",
                "from       | 2026-01-01",
                "from       | 2026-01-01T00:00:00",
                "from       | 2026-01-01T00:00:00+01:00",
                "from       | 1767225600",
                "from       | 1900-01-01T00:00:00Z",
                "from       | 9999-12-31T23:59:59Z",
                "from       | 2020-01-01T00:00:00Z",
                "to         | 2026-02-30T00:00:00Z",
                "to         | infinity",
                "step       | 0s",
                "step       | -1m",
                "step       | 5",
                "step       | 5 m",
                "step       | PT5M",
                "step       | 367d",
                "step       | 99999999999999999999d",
                "agg        | median",
                "agg        | AVG",
                "group_by   | a,,b",
                "group_by   | a,a",
                "group_by   | 1a",
                "group_by   | a b",
                "group_by   | a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q",
            })
    void aParameterThatBreaksItsRuleIsNamed(String name, String value) {
        var request =
                tenant.request().queryParam("project_id", tenant.projectId().toString());
        if (!name.equals("metric")) {
            request.queryParam("metric", "load");
        }
        request.queryParam(name, value)
                .get("/analytics")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_input"))
                .body("errors.pointer", hasItem("#query/" + name));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        query(Map.of("from", "x", "step", "x", "agg", "x", "group_by", "-"))
                .statusCode(400)
                .body("errors.pointer", contains("#query/from", "#query/step", "#query/agg", "#query/group_by"));
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "00000000-0000-0000-0000-00000000000", "018F0000-0000-7000-8000-00000000000A"})
    void theProjectIsAUuid(String project) {
        tenant.request()
                .queryParam("project_id", project)
                .queryParam("metric", "load")
                .get("/analytics")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("#query/project_id"));
    }

    @Test
    void aMetricNeedsItsProject() {
        tenant.request().queryParam("metric", "load").get("/analytics").then().statusCode(400);
    }

    @Test
    void queryParametersNeedTheirMetric() {
        tenant.request()
                .queryParam("project_id", tenant.projectId().toString())
                .queryParam("agg", "sum")
                .get("/analytics")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("#query/metric"));
    }

    @Test
    void anAutomaticStepKeepsLongRangesShort() {
        Instant now = Instant.now();
        tenant.post(tenant.point("load", 1, now.minusSeconds(5))).statusCode(202);

        query(Map.of("from", now.minus(Duration.ofDays(366)).toString(), "to", now.toString()))
                .statusCode(200)
                .body("step", equalTo("2d"))
                .body("series[0].points.size()", lessThanOrEqualTo(300));
    }
}
