package cloud.lariba.cloud;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a problem that says what is wrong, and nothing happens. */
@ServiceTest
class HostileInputTest {

    private static final List<String> BODIES = List.of(
            "",
            "null",
            "[]",
            "42",
            "\"text\"",
            "true",
            "{",
            "{\"a\":}",
            "{} {}",
            "{'a':1}",
            "\u0000",
            "NaN",
            "{\"a\":01}",
            "{\"no_such_field\":1}",
            "{\"__proto__\":{}}",
            "{\"name\":1}",
            "{\"name\":{}}",
            "{\"name\":[]}",
            "{\"name\":\"x\",\"name\":\"y\"}",
            "{\"type\":{}}",
            "{\"key\":[]}",
            "{\"labels\":\"x\",\"params\":\"x\",\"expires_in\":\"x\"}",
            "{\"name\":1e999999999}",
            "[".repeat(5000),
            "{\"a\":".repeat(5000),
            "{\"id\":\"x\",\"status\":\"running\",\"created_at\":1}");

    static Stream<Arguments> bodies() {
        List<List<String>> routes = List.of(
                List.of("POST", "/services"),
                List.of("PUT", "{service}"),
                List.of("PATCH", "{service}"),
                List.of("POST", "{service}/actions"),
                List.of("POST", "{service}/presigned-urls"));
        return routes.stream()
                .flatMap(route -> BODIES.stream().map(body -> Arguments.of(route.get(0), route.get(1), body)));
    }

    /** One service for all cases, none of which may change it. */
    private static final class Target {
        static final Tenant.Asked BUCKET = Tenant.owner().running("storage");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyThatIsNotWhatTheRouteTakesIsRefused(String method, String path, String body) {
        Tenant.Asked bucket = Target.BUCKET;
        Tenant tenant = bucket.tenant();
        String before = tenant.get(bucket.path()).asString();

        Response answer = tenant.request()
                .contentType(method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .body(body)
                .request(method, path.replace("{service}", bucket.path()));

        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", oneOf("malformed_json", "invalid_input", "unknown_field"));
        assertEquals(before, tenant.get(bucket.path()).asString());
        assertTrue(!answer.asString().contains("java") && !answer.asString().contains("Exception"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "cursor=x",
                "cursor=AAAA",
                "type=banana",
                "status=banana",
                "label=x",
                "label==x",
                "label=a=1&label=a=2",
            })
    void aQueryThatTheListDoesNotKnowIsRefused(String query) {
        Target.BUCKET.tenant().get("/services?" + query).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-an-id", "00000000-0000-0000-0000-00000000000", "%00", "'or'1'='1", "..%2f..%2f"})
    void anIdThatIsNoneNamesNothing(String id) {
        Tenant tenant = Target.BUCKET.tenant();

        for (String path : List.of(
                "/services/" + id,
                "/services/" + id + "/operations",
                "/services/" + id + "/events",
                "/operations/" + id)) {
            int status = tenant.request().urlEncodingEnabled(false).get(path).statusCode();
            assertTrue(status == 404 || status == 400, path + " → " + status);
        }
        tenant.get("/services?project_id=banana").then().statusCode(404);
    }

    @Test
    void aProjectIdThatIsNoneIsNamed() {
        Tenant tenant = Target.BUCKET.tenant();
        Map<String, Object> wish = tenant.wish("storage");
        wish.put("project_id", "banana");

        tenant.post("/services", wish).then().statusCode(400).body("errors[0].pointer", equalTo("/project_id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "1abc",
                "-a",
                "a_b",
                "a b",
                "a.b",
                "ä",
                "a\u0000",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void aNameThatIsNoneIsNamed(String name) {
        Tenant tenant = Target.BUCKET.tenant();
        Map<String, Object> wish = tenant.wish("storage");
        wish.put("name", name);

        tenant.post("/services", wish).then().statusCode(400).body("errors[0].pointer", equalTo("/name"));
        tenant.patch(Target.BUCKET.path(), Map.of("name", name)).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void anotherMediaTypeIsRefused(String type) {
        Target.BUCKET
                .tenant()
                .request()
                .contentType(type)
                .body("x")
                .post("/services")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported_media_type"));
    }

    @Test
    void labelsThatPostgresCannotStoreAreRefused() {
        Tenant tenant = Target.BUCKET.tenant();

        tenant.patch(Target.BUCKET.path(), "{\"labels\":{\"a\":\"x\\u0000y\"}}")
                .then()
                .statusCode(400);
        tenant.patch(Target.BUCKET.path(), "{\"labels\":{\"a\":\"x\\ud800y\"}}")
                .then()
                .statusCode(400);
        tenant.patch(Target.BUCKET.path(), "{\"labels\":{\"a\":null,\"B\":\"x\"}}")
                .then()
                .statusCode(400);
    }

    @Test
    void aSpecWithWhatPostgresCannotStoreIsRefused() {
        Tenant tenant = Target.BUCKET.tenant();
        String wish = "{\"project_id\":\"" + tenant.projectId() + "\",\"name\":\"" + Tenant.name()
                + "\",\"type\":\"compute\",\"plan\":\"micro\",\"spec\":{\"user_data\":\"x\\u0000y\"}}";

        int status = tenant.post("/services", wish).statusCode();

        assertTrue(status == 400 || status == 202, "answered " + status);
    }

    @Test
    void anIdempotencyKeyThatIsNoneIsRefused() {
        Tenant tenant = Target.BUCKET.tenant();

        tenant.sending(tenant.wish("storage"))
                .header("Idempotency-Key", "k".repeat(256))
                .post("/services")
                .then()
                .statusCode(400);
    }

    @Test
    void anotherMethodIsRefused() {
        Target.BUCKET.tenant().request().delete("/services").then().statusCode(405);
    }
}
