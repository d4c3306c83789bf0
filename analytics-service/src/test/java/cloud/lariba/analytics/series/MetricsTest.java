package cloud.lariba.analytics.series;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.analytics.testing.StoredSamples;
import cloud.lariba.analytics.testing.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class MetricsTest {

    private final Tenant tenant = Tenant.owner();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private RequestSpecification request() {
        return tenant.request().queryParam("project_id", tenant.projectId().toString());
    }

    @Test
    void areListedWithUnitSeriesAndLastSample() {
        tenant.post(tenant.point("memory.bytes", 1, now)).statusCode(202);
        Map<String, Object> labelled = tenant.point("memory.bytes", 1, now.minusSeconds(60));
        labelled.put("labels", Map.of("host", "a"));
        tenant.post(labelled).statusCode(202);
        tenant.post(tenant.point("queue.depth", 1, now.minusSeconds(90))).statusCode(202);

        request()
                .get("/analytics/metrics")
                .then()
                .statusCode(200)
                .body("items.name", contains("queue.depth", "memory.bytes"))
                .body("items.unit", contains(nullValue(), equalTo("By")))
                .body("items.series", contains(1, 2))
                .body("items.last_seen", contains(now.minusSeconds(90).toString(), now.toString()))
                .body("next_cursor", nullValue());
    }

    @Test
    void ofAFreshProjectAreNone() {
        request().get("/analytics/metrics").then().statusCode(200).body("items", is(empty()));
    }

    @Test
    void pagesShowEachMetricOnce() {
        List<Map<String, Object>> points = new ArrayList<>();
        IntStream.range(0, 25).forEach(i -> points.add(tenant.point("m" + i, 1, now)));
        tenant.post(points.subList(0, 12)).statusCode(202);
        tenant.post(points.subList(12, 25)).statusCode(202);

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification page = request().queryParam("limit", 7);
            if (cursor != null) {
                page.queryParam("cursor", cursor);
            }
            ExtractableResponse<Response> answer =
                    page.get("/analytics/metrics").then().statusCode(200).extract();
            seen.addAll(answer.<List<String>>path("items.name"));
            cursor = answer.path("next_cursor");
        } while (cursor != null);

        assertEquals(25, seen.size());
        assertEquals(25, seen.stream().distinct().count());
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0, invalid_input",
        "limit, 101, invalid_input",
        "limit, x, invalid_input",
        "cursor, x, invalid_cursor",
        "project_id, x, invalid_input"
    })
    void aParameterThatBreaksItsRuleIsRefused(String name, String value, String code) {
        var request = name.equals("project_id") ? tenant.request() : request();
        request.queryParam(name, value)
                .get("/analytics/metrics")
                .then()
                .statusCode(400)
                .body("code", equalTo(code));
    }

    @Test
    void theViewOfTheOriginalPlanShowsTheSamples() throws SQLException {
        tenant.post(tenant.point("cpu.percent", 12.5, now)).statusCode(202);

        try (Connection connection = StoredSamples.connect();
                PreparedStatement select = connection.prepareStatement(
                        "select id, project_id, metric, value, \"timestamp\" from analytics where project_id = ?")) {
            select.setObject(1, tenant.projectId());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                assertEquals(36, row.getString(1).length());
                assertEquals(tenant.projectId().toString(), row.getString(2));
                assertEquals("cpu.percent", row.getString(3));
                assertEquals(12.5, row.getDouble(4));
                assertEquals(now, row.getTimestamp(5).toInstant());
            }
        }
    }
}
