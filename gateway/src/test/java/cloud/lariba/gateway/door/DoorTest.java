package cloud.lariba.gateway.door;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cloud.lariba.gateway.testing.Call;
import cloud.lariba.gateway.testing.RawClient;
import cloud.lariba.gateway.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class DoorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nowhere",
                "/users/",
                "/Users/me",
                "/internal",
                "/internal/token",
                "/internal/revocations?after=0",
                "/q",
                "/q/health",
                "/q/health/ready",
                "/q/metrics",
                "/q/openapi",
                "/q/swagger-ui",
                "/q/arc/beans",
                "/health/",
                "/health/x",
                "/openapi/x"
            })
    void whatDoesNotExistNeedsNoToken(String path) {
        Call anonymous = Call.anonymous();
        Call signedIn = Call.signedIn();

        for (Call call : List.of(anonymous, signedIn)) {
            String answer = call.ask("GET " + path);

            assertEquals(404, RawClient.status(answer), answer);
            assertTrue(answer.contains("\"code\":\"not_found\""), answer);
            assertTrue(answer.contains("\"request_id\":\"" + call.id() + "\""), answer);
            assertEquals(List.of(), call.received());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "PROPFIND", "get", "FOO"})
    void unknownMethodsAreRefused(String method) {
        Call call = Call.signedIn();

        String answer = call.ask(method + " /users/me");

        assertEquals(405, RawClient.status(answer), answer);
        assertTrue(answer.contains("allow: "), answer);
        assertEquals(List.of(), call.received());
    }

    @Test
    void aBadRequestIdIsReplaced() {
        given().header("X-Request-Id", "not ok!")
                .get("/nowhere")
                .then()
                .statusCode(404)
                .header("X-Request-Id", matchesPattern("[0-9a-f]{32}"))
                .body("request_id", notNullValue())
                .body("instance", equalTo("/nowhere"));
    }

    @Test
    void crossOriginRequestsAreNotAllowedUnlessConfigured() {
        String answer = Call.anonymous()
                .with("Origin: https://console.example")
                .with("Access-Control-Request-Method: GET")
                .ask("OPTIONS /projects");

        assertEquals(401, RawClient.status(answer), answer);
    }

    @Test
    void operatorsHaveAPortOfTheirOwn() {
        Call.signedIn().ask("GET /users/me");
        int port = Call.managementPort();

        given().port(port).get("/q/health/live").then().statusCode(200);
        given().port(port)
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString(
                        "lariba_gateway_requests_seconds_count{method=\"GET\",route=\"/users\",status=\"200\"}"));
    }
}
