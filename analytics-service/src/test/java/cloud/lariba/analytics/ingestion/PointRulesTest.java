package cloud.lariba.analytics.ingestion;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.analytics.testing.StoredSamples;
import cloud.lariba.analytics.testing.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a point, and what is wrong with a request. */
@QuarkusTest
class PointRulesTest {

    private static final String GOOD = "{\"project_id\": \"@project\", \"metric\": \"m\", \"value\": 1}";

    private final Tenant tenant = Tenant.owner();

    private ValidatableResponse post(String body) {
        return tenant.request()
                .contentType(ContentType.JSON)
                .body(body.replace("@project", tenant.projectId().toString()))
                .post("/analytics")
                .then();
    }

    private void assertRejected(String members, String code) {
        post("{\"points\": [" + GOOD + ", {\"project_id\": \"@project\", " + members + "}, " + GOOD + "]}")
                .statusCode(202)
                .body("accepted", is(2))
                .body("rejected.index", equalTo(List.of(1)))
                .body("rejected.code", equalTo(List.of(code)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Cpu",
                "cPu",
                "1cpu",
                "_cpu",
                ".cpu",
                "cpu-percent",
                "cpu percent",
                "cpu%",
                "größe",
                "cpu\\n",
                "cpu\\u0000",
                "a/b",
                "'; drop table samples; --"
            })
    void aMetricOutsideThePatternIsRejected(String metric) {
        assertRejected("\"metric\": \"" + metric + "\", \"value\": 1", "invalid_metric");
    }

    @Test
    void aMetricMayHave128CharactersAndNoMore() {
        String longest = "a".repeat(128);

        post("{\"points\": [{\"project_id\": \"@project\", \"metric\": \"" + longest + "\", \"value\": 1}]}")
                .body("accepted", is(1));
        assertRejected("\"metric\": \"" + longest + "a\", \"value\": 1", "invalid_metric");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lariba.", "lariba.usage.hours"})
    void thePlatformsOwnMetricsCannotBeWritten(String metric) {
        assertRejected("\"metric\": \"" + metric + "\", \"value\": 1", "reserved_metric");
    }

    @Test
    void onlyThePrefixIsReserved() {
        post("{\"points\": [{\"project_id\": \"@project\", \"metric\": \"lariba_x\", \"value\": 1}]}")
                .body("accepted", is(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1E+999", "\"NaN\"", "\"Infinity\"", "\"-Infinity\""})
    void aValueThatIsNotFiniteIsRejected(String value) {
        assertRejected("\"metric\": \"m\", \"value\": " + value, "invalid_value");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-1, -1.0",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "1e-400, 0.0",
        "12345678901234567890, 12345678901234567000",
        "0.1, 0.1"
    })
    void everyFiniteValueIsStoredAsTheNearestDouble(String value, double stored) {
        post("{\"points\": [{\"project_id\": \"@project\", \"metric\": \"m\", \"value\": " + value + "}]}")
                .statusCode(202)
                .body("accepted", is(1));

        assertEquals(List.of(stored), StoredSamples.values(tenant.projectId()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00+00:00",
                "yesterday",
                "",
                "1767225600",
                "2026-02-30T00:00:00Z"
            })
    void aTimestampOfAnotherFormIsRejected(String timestamp) {
        assertRejected("\"metric\": \"m\", \"value\": 1, \"timestamp\": \"" + timestamp + "\"", "invalid_timestamp");
    }

    @Test
    void aTimestampIsWithinSevenDaysBackAndFiveMinutesAhead() {
        Instant now = Instant.now();

        assertRejected(at(now.minus(Duration.ofDays(7)).minusSeconds(1)), "timestamp_too_old");
        assertRejected(at(Instant.EPOCH), "timestamp_too_old");
        assertRejected(at(now.plus(Duration.ofMinutes(5)).plusSeconds(30)), "timestamp_too_new");
        assertRejected(at(Instant.parse("9999-12-31T23:59:59Z")), "timestamp_too_new");
        post("{\"points\": [{\"project_id\": \"@project\", "
                        + at(now.minus(Duration.ofDays(7)).plusSeconds(30)) + "}," + "{\"project_id\": \"@project\", "
                        + at(now.plus(Duration.ofMinutes(5)).minusSeconds(30)) + "}]}")
                .body("accepted", is(2));
    }

    private static String at(Instant time) {
        return "\"metric\": \"m\", \"value\": 1, \"timestamp\": \"" + time + "\"";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"\": \"x\"}",
                "{\"1a\": \"x\"}",
                "{\"a b\": \"x\"}",
                "{\"service_id\": \"x\"}",
                "{\"ä\": \"x\"}",
                "{\"a\": null}",
                "{\"a\": \"\\u0000\"}",
                "{\"a\": \"line\\nbreak\"}",
                "{\"a\": \"\\ud800\"}"
            })
    void labelsOutsideTheRulesAreRejected(String labels) {
        assertRejected("\"metric\": \"m\", \"value\": 1, \"labels\": " + labels, "invalid_labels");
    }

    @Test
    void labelsAreBounded() {
        assertRejected("\"metric\": \"m\", \"value\": 1, \"labels\": " + labels(17), "invalid_labels");
        assertRejected(
                "\"metric\": \"m\", \"value\": 1, \"labels\": {\"a\": \"" + "x".repeat(256) + "\"}", "invalid_labels");
        assertRejected(
                "\"metric\": \"m\", \"value\": 1, \"labels\": {\"" + "k".repeat(64) + "\": \"x\"}", "invalid_labels");
        post("{\"points\": [{\"project_id\": \"@project\", \"metric\": \"m\", \"value\": 1, \"labels\": " + labels(16)
                        + "},"
                        + "{\"project_id\": \"@project\", \"metric\": \"m\", \"value\": 1, \"labels\": {\""
                        + "k".repeat(63)
                        + "\": \"" + "😀".repeat(255) + "\"}}]}")
                .body("accepted", is(2));
    }

    private static String labels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"k" + i + "\": \"v\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"metric\": \"m\"",
                "\"value\": 1",
                "\"metric\": null, \"value\": 1",
                "\"metric\": \"m\", \"value\": null"
            })
    void aPointWithoutMetricOrValueIsRejected(String members) {
        assertRejected(members, "required");
    }

    @Test
    void aPointWithoutProjectIsRejected() {
        post("{\"points\": [" + GOOD + ", {\"metric\": \"m\", \"value\": 1}]}")
                .statusCode(202)
                .body("accepted", is(1))
                .body("rejected[0].code", equalTo("required"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                          | invalid_input  | ''",
                "null                                        | invalid_input  | ''",
                "{}                                          | invalid_input  | /points",
                "{\"points\": null}                          | invalid_input  | /points",
                "{\"points\": []}                            | invalid_input  | /points",
                "{\"points\": {}}                            | invalid_input  | /points",
                "{\"points\": \"x\"}                         | invalid_input  | /points",
                "{\"points\": [null]}                        | invalid_input  | /points/0",
                "{\"points\": [1]}                           | invalid_input  | /points/0",
                "{\"points\": [[]]}                          | invalid_input  | /points/0",
                "{\"points\": [{\"project_id\": 1}]}         | invalid_input  | /points/0/project_id",
                "{\"points\": [{\"project_id\": \"x\"}]}     | invalid_input  | /points/0/project_id",
                "{\"points\": [{\"service_id\": \"x\"}]}     | invalid_input  | /points/0/service_id",
                "{\"points\": [{\"metric\": 1}]}             | invalid_input  | /points/0/metric",
                "{\"points\": [{\"metric\": [\"m\"]}]}       | invalid_input  | /points/0/metric",
                "{\"points\": [{\"value\": \"1\"}]}          | invalid_input  | /points/0/value",
                "{\"points\": [{\"value\": true}]}           | invalid_input  | /points/0/value",
                "{\"points\": [{\"value\": {}}]}             | invalid_input  | /points/0/value",
                "{\"points\": [{\"timestamp\": 1767225600}]} | invalid_input  | /points/0/timestamp",
                "{\"points\": [{\"labels\": []}]}            | invalid_input  | /points/0/labels",
                "{\"points\": [{\"labels\": {\"a\": 1}}]}    | invalid_input  | /points/0/labels/a",
                "{\"points\": [{\"labels\": {\"a\": {}}}]}   | invalid_input  | /points/0/labels/a",
                "{\"points\": [{\"id\": \"x\"}]}             | unknown_field  | /points/0/id",
                "{\"points\": [], \"more\": 1}               | unknown_field  | /more",
                "[]                                          | invalid_input  | ''",
            })
    void aRequestOfAnotherShapeIsRefused(String body, String code, String pointer) {
        post(body).statusCode(400).body("code", equalTo(code)).body("errors[0].pointer", equalTo(pointer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"points\": [",
                "{\"points\": [{\"value\": NaN}]}",
                "{\"points\": [{\"value\": .5}]}",
                "{\"points\": [], \"points\": []}",
                "\u0000",
                "{\"points\": [{\"value\": 01}]}"
            })
    void whatIsNotOneJsonValueIsRefused(String body) {
        post(body).statusCode(400).body("code", equalTo("malformed_json"));
    }

    @Test
    void moreThanOneJsonValueIsRefused() {
        post("{\"points\": [" + GOOD + "]} {}").statusCode(400);
    }

    @Test
    void numbersOfAbsurdLengthAreRefused() {
        post("{\"points\": [{\"value\": " + "9".repeat(2_000) + "}]}").statusCode(400);
    }

    @Test
    void nestingOfAbsurdDepthIsRefused() {
        post("{\"points\": " + "[".repeat(20_000) + "]".repeat(20_000) + "}").statusCode(400);
    }

    @Test
    void moreThanTenThousandPointsAreRefused() {
        String points = IntStream.range(0, 10_001).mapToObj(i -> GOOD).collect(Collectors.joining(","));

        post("{\"points\": [" + points + "]}")
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/points"))
                .body("errors[0].code", equalTo("too_many"));
    }

    @Test
    void bodiesOverFourMebibytesAreRefused() {
        post("{\"points\": [\"" + "x".repeat(4 * 1024 * 1024) + "\"]}")
                .statusCode(413)
                .body("code", equalTo("content_too_large"));
    }

    @Test
    void otherMediaTypesAreRefused() {
        tenant.request()
                .contentType("text/csv")
                .body("m,1")
                .post("/analytics")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported_media_type"))
                .contentType(containsString("application/problem+json"));
    }
}
