package cloud.lariba.gateway.health;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cloud.lariba.gateway.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class HealthPageTest {

    @AfterEach
    void everythingIsReadyAgain() {
        Services.NAMES.forEach(name -> Services.ready(name, 200));
    }

    @Test
    void isUpWhenEveryServiceIs() {
        Awaitility.await()
                .untilAsserted(() -> given().when()
                        .get("/health")
                        .then()
                        .statusCode(200)
                        .contentType("application/json")
                        .header("Cache-Control", "no-store")
                        .body("status", equalTo("UP"))
                        .body("version", matchesPattern("\\d+\\.\\d+.*"))
                        .body("services.auth.status", equalTo("UP"))
                        .body("services.size()", equalTo(5)));
    }

    @Test
    void isDegradedWhenOneServiceIsNot() {
        Services.ready("cloud", 503);

        given().when()
                .get("/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("DEGRADED"))
                .body("services.cloud.status", equalTo("DOWN"))
                .body("services.user.status", equalTo("UP"));
    }

    @Test
    void isDegradedWhenOneServiceSaysSoOfItself() {
        Services.degraded("cloud");

        given().when()
                .get("/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("DEGRADED"))
                .body("services.cloud.status", equalTo("DEGRADED"))
                .body("services.user.status", equalTo("UP"));
    }

    @Test
    void isDownWhenNoServiceIs() {
        Services.NAMES.forEach(name -> Services.ready(name, 503));

        given().when().get("/health").then().statusCode(503).body("status", equalTo("DOWN"));
    }

    @Test
    void canOnlyBeRead() {
        given().when()
                .delete("/health")
                .then()
                .statusCode(405)
                .header("Allow", "GET, HEAD")
                .body("code", equalTo("method_not_allowed"));
        given().when().head("/health").then().statusCode(200).body(equalTo(""));
    }

    @ParameterizedTest
    @CsvSource({
        "UP, UP, true, UP",
        "UP, DOWN, true, DEGRADED",
        "UP, UP, false, DEGRADED",
        "DOWN, DOWN, true, DOWN",
        "DEGRADED, UP, true, DEGRADED",
        "DEGRADED, DOWN, true, DEGRADED"
    })
    void theWholeIsJudgedFromItsParts(HealthStatus one, HealthStatus other, boolean tokens, HealthStatus whole) {
        assertEquals(whole, Health.of("1", Map.of("a", one, "b", other), tokens).status());
        assertEquals(
                List.of("a", "b"),
                List.copyOf(Health.of("1", Map.of("b", one, "a", other), tokens)
                        .services()
                        .keySet()));
    }
}
